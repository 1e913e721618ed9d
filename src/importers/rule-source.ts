import type { ImportedRuleEntry } from '../catalogue/rule-group.ts';
import type { Expr } from '../promql/syntax.ts';

/** A part of a rule file, with the comments above and inside of it. Lines begin with 1. */
export interface Written {
  readonly line: number;
  readonly lastLine: number;
}

/** A rule that is carried over. */
export interface CarriedRule extends Written {
  readonly kind: 'carried';
  readonly entry: ImportedRuleEntry;
  readonly tree: Expr;
  /** Whether anything of it was left out or is said in another way. */
  readonly noted: boolean;
}

/** A rule that Prometheus would refuse, and the lines it takes in its file. */
export interface RefusedRule extends Written {
  readonly kind: 'refused';
  readonly reason: string;
  readonly text: readonly string[];
}

export type SourceRule = (CarriedRule | RefusedRule) & { readonly comments: readonly string[] };

export interface SourceGroup extends Written {
  readonly name: string;
  /** Name of the file that it was read from. */
  readonly source: string;
  /** Base name of the file that it will be rendered into. */
  readonly file: string;
  readonly interval: string | undefined;
  readonly limit: number | undefined;
  readonly queryOffset: string | undefined;
  readonly rules: readonly SourceRule[];
  readonly comments: readonly string[];
  /** What stands behind the last rule of a file. */
  readonly trailing: readonly string[];
}
