import { suggest } from '../core/names.ts';
import { labelFact, possibleLabels } from '../promql/label-set.ts';
import { explain } from '../promql/reason.ts';
import { defineCheck } from './check.ts';
import { inEveryExpression, inferred } from './inferred.ts';

const matched = inferred('unknownLabel');

/** A matcher asks for a label that the series never has, or a variable offers its values. */
export const labelUnknown = defineCheck({
  code: 'LABEL-UNKNOWN',
  severity: 'error',
  why: 'A matcher on a label that the series lacks selects nothing, or everything; a variable that offers its values offers none.',
  run: inEveryExpression(expression => {
    const { offers, inference, where, path } = expression;
    const findings = matched(expression);
    if (offers === undefined || inference === undefined) return findings;
    const fact = labelFact(inference.labels, offers);
    if (fact.presence !== 'never') return findings;
    return [
      ...findings,
      {
        path,
        message: `The ${where} offers the values of the label \`${offers}\`, which is not there. ${explain(offers, fact.reason)}`,
        hint:
          suggest(offers, possibleLabels(inference.labels) ?? []) ??
          'Take a label that the series has, or another series.',
      },
    ];
  }),
});
