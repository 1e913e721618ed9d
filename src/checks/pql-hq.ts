import { defineCheck } from './check.ts';
import { inEveryExpression, inferred } from './inferred.ts';

/** A quantile that is computed from the wrong thing. */
export const pqlHq = defineCheck({
  code: 'PQL-HQ',
  severity: 'error',
  why: 'A quantile needs the rate of the buckets with their `le` label; anything else gives a number that means nothing, or none.',
  run: inEveryExpression(inferred('missingLe', 'rawBuckets', 'aggregatedQuantiles')),
});
