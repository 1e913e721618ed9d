import type { Facts } from '../analysis/facts.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Diagnostic, Severity } from '../core/diagnostic.ts';
import type { Plan } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';
import { onceEach } from './once-each.ts';

/** What a check may look at. */
export interface Subject {
  readonly catalogue: Catalogue;
  readonly model: Model;
  readonly plan: Plan;
  readonly facts: Facts;
}

/** One finding of a check; the runner adds the check's code and severity. */
export interface Finding {
  readonly path: string;
  readonly message: string;
  readonly hint?: string;
}

/** One check: a value with a code, a reason, and the search itself. */
export interface Check {
  /** Stable code, also the file name in kebab case. */
  readonly code: string;
  readonly severity: Severity;
  /** Why it matters, printed in docs/diagnostics.md. */
  readonly why: string;
  readonly run: (subject: Subject) => readonly Finding[];
}

/** Declares a check. Identity function: it exists for inference. */
export const defineCheck = (check: Check): Check => check;

/** Runs checks and names every finding. */
export const runChecks = (checks: readonly Check[], subject: Subject): readonly Diagnostic[] =>
  onceEach(
    subject.model,
    checks.flatMap(({ code, severity, run }) => run(subject).map(finding => ({ code, severity, ...finding }))),
  );
