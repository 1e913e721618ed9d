import { defineCheck } from './check.ts';
import { inEveryExpression, inferred } from './inferred.ts';

/** A matcher asks for a label that the series never has. */
export const labelUnknown = defineCheck({
  code: 'LABEL-UNKNOWN',
  severity: 'error',
  why: 'A matcher on a label that the series lacks selects nothing, or everything.',
  run: inEveryExpression(inferred('unknownLabel')),
});
