import { defineCheck } from './check.ts';
import { inEveryExpression, inferred } from './inferred.ts';

/** A rate of a sum, where it should be a sum of rates. */
export const typeSum = defineCheck({
  code: 'TYPE-SUM',
  severity: 'error',
  why: 'When one of several processes restarts, the sum of their counters falls; a rate of the sum takes that for a restart of all and jumps.',
  run: inEveryExpression(inferred('rateOfAggregate')),
});
