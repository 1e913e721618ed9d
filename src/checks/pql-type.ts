import { defineCheck } from './check.ts';
import { inEveryExpression, refused } from './inferred.ts';

/** An expression whose parts do not fit: a number where series belong, a range where none can be. */
export const pqlType = defineCheck({
  code: 'PQL-TYPE',
  severity: 'error',
  why: 'Prometheus refuses a whole rule file for one argument of the wrong type, such as the rate of a series without a range.',
  run: inEveryExpression(refused('type')),
});
