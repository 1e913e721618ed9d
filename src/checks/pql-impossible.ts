import { defineCheck } from './check.ts';
import { inEveryExpression, inferred } from './inferred.ts';

/** A value or a label that cannot be there: the metric never has it, or an aggregation dropped it before. */
export const pqlImpossible = defineCheck({
  code: 'PQL-IMPOSSIBLE',
  severity: 'error',
  why: 'A matcher on a value that never occurs, or a grouping by a label that was dropped before, is dead code that looks like a condition.',
  run: inEveryExpression(inferred('impossibleValue', 'lostLabel')),
});
