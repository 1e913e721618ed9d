import type { SuppressionEntry } from '../catalogue/catalogue.ts';
import { isWithin } from '../catalogue/paths.ts';
import type { Diagnostic } from '../core/diagnostic.ts';

/** Never lowered: what could not be rendered, or should not be. */
const firm = /^(?:SEC-|CAT-|NAME-|(?:PQL-SYNTAX|OPTION|KIND|AM-TZ|AM-REF|AM-MATCHER-TEXT)$)/;
/** What a stack without channels lacks as a whole. */
const ofTheStack: readonly string[] = ['AM-UNROUTED'];

/** A stack that is adopted part by part: its teams, and the groups or services below it. */
export interface Adoptable {
  readonly org: string;
  /** Paths of its parts. */
  readonly parts: readonly string[];
}

/**
 * Suppressions that lower the errors of an imported stack to warnings, so that it can be rendered from the first day
 * on: one for each code of a part, and one for the stack where it is about the whole. `until` is `YYYY-MM-DD`.
 */
export const adoptionOf = (
  { org, parts }: Adoptable,
  diagnostics: readonly Diagnostic[],
  until: string,
): readonly SuppressionEntry[] => {
  const errors = diagnostics.filter(({ severity, code }) => severity === 'error' && !firm.test(code));
  const entry = (path: string, code: string): SuppressionEntry => ({
    path,
    code,
    reason: 'imported, not yet adopted',
    until,
    as: 'warning',
  });
  const whole = [
    ...new Set([
      ...ofTheStack.filter(code => errors.some(error => error.code === code)),
      ...errors.filter(({ path }) => path === org).map(({ code }) => code),
    ]),
  ].sort();
  return [
    ...whole.map(code => entry(org, code)),
    ...parts.flatMap(part => {
      const codes = errors.filter(({ path }) => isWithin(path, part)).map(({ code }) => code);
      return [...new Set(codes)]
        .filter(code => !whole.includes(code))
        .sort()
        .map(code => entry(part, code));
    }),
  ];
};
