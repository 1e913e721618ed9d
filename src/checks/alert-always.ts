import { defineCheck } from './check.ts';
import { inEveryExpression } from './inferred.ts';

/** An alert that has no condition. */
export const alertAlways = defineCheck({
  code: 'ALERT-ALWAYS',
  severity: 'error',
  why: 'An alert fires for every series of its result, whatever the value: without a condition it fires as long as the series exist.',
  run: inEveryExpression(({ rule, inference, path, where }) => {
    // A severity of none is a sign of life, which has to fire always.
    if (rule?.kind !== 'alert' || rule.labels['severity'] === 'none' || inference === undefined) return [];
    const unconditional = inference.occurrence === 'always' || inference.occurrence === 'withData';
    return unconditional
      ? [
          {
            path,
            message: `The ${where} has no condition: it fires as long as its series exist, even when their value is 0.`,
            hint: 'Compare the value, as in `… > 0`; `bool` turns a comparison into 0 or 1, which are both a result.',
          },
        ]
      : [];
  }),
});
