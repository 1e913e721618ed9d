import { defineProblem, type Problem } from '../core/diagnostic.ts';

/** A rule for which no test could be derived, and which brings none. */
export const ruleUntested = defineProblem({
  code: 'RULE-TEST',
  severity: 'error',
  why: 'An alert that was never seen to fire is a hope: each rule has a test, derived from its expression or written.',
});

/** Everything that deriving tests can find. */
export const problems: readonly Problem[] = [ruleUntested];
