import { defineCheck } from './check.ts';
import { inEveryExpression, inferred } from './inferred.ts';

/** An operator between series that can never be partners. */
export const pqlJoin = defineCheck({
  code: 'PQL-JOIN',
  severity: 'error',
  why: 'Two vectors are joined on the labels they share; when a label is on one side only, the result is empty without an error.',
  run: inEveryExpression(inferred('neverMatches')),
});
