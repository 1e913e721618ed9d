import type { PlannedExpression } from '../analysis/expressions.ts';
import { selectedService } from '../analysis/selected.ts';
import type { SeriesIndex } from '../analysis/series-index.ts';
import { suggest } from '../core/names.ts';
import { defineCheck, type Finding } from './check.ts';
import { fromInference, inEveryExpression, inferred } from './inferred.ts';

/** A value or a label that cannot be there: the metric never has it, or an aggregation dropped it before. */
export const pqlImpossible = defineCheck({
  code: 'PQL-IMPOSSIBLE',
  severity: 'error',
  why: 'A matcher on a value that never occurs, or a grouping by a label that was dropped before, is dead code that looks like a condition.',
  run: inEveryExpression((expression, { facts: { series } }) => [
    ...lost(expression),
    ...impossibleValues(expression),
    ...impossibleServices(expression, series),
  ]),
});

const lost = inferred('lostLabel');

/** Values that are declared not to occur. Which service has which series is METRIC-UNKNOWN's to say. */
const impossibleValues = (expression: PlannedExpression): readonly Finding[] =>
  (expression.inference?.findings ?? [])
    .filter(({ kind, label }) => kind === 'impossibleValue' && label !== 'service')
    .map(finding => fromInference(expression, finding));

const impossibleServices = (
  { inference, path, where }: PlannedExpression,
  { serviceLabels, isExternal }: SeriesIndex,
): readonly Finding[] =>
  (inference?.uses ?? []).flatMap(({ name, matchers }): readonly Finding[] => {
    const service = selectedService(matchers);
    if (service === undefined || name === undefined || isExternal(name) || serviceLabels.has(service)) return [];
    return [
      {
        path,
        message: `The ${where} asks for the service \`${service}\`, and nothing in the stack has that name.`,
        hint: suggest(service, [...serviceLabels]) ?? 'Take the matcher away.',
      },
    ];
  });
