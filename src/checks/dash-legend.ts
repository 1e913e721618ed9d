import { suggest } from '../core/names.ts';
import { labelFact, possibleLabels } from '../promql/label-set.ts';
import { explain } from '../promql/reason.ts';
import { defineCheck } from './check.ts';
import { inEveryExpression } from './inferred.ts';

/** `{{instance}}` in the legend of a panel. */
const placeholders = /\{\{\s*([A-Za-z_]\w*)\s*\}\}/g;

/** A legend that names a label which the query drops. */
export const dashLegend = defineCheck({
  code: 'DASH-LEGEND',
  severity: 'error',
  why: 'A legend with a label that the query drops is empty, and all lines of the graph look alike.',
  run: inEveryExpression(({ query, where, path, inference }) => {
    if (query?.legend === undefined || inference === undefined) return [];
    return [...query.legend.matchAll(placeholders)].flatMap(([, label = '']) => {
      const fact = labelFact(inference.labels, label);
      return fact.presence === 'never'
        ? [
            {
              path,
              message: `The legend of the ${where} shows the label \`${label}\`, which is not there. ${explain(label, fact.reason)}`,
              hint:
                suggest(label, possibleLabels(inference.labels) ?? []) ??
                `Keep \`${label}\` in the query, or write a name instead.`,
            },
          ]
        : [];
    });
  }),
});
