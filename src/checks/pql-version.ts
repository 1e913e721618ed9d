import { defineCheck } from './check.ts';
import { inEveryExpression, refused } from './inferred.ts';

/** An expression that only another release reads. */
export const pqlVersion = defineCheck({
  code: 'PQL-VERSION',
  severity: 'error',
  why: 'A function that the targeted release lacks, or has behind a feature flag only, makes it refuse the whole rule file.',
  run: inEveryExpression(refused('version', 'feature')),
});
