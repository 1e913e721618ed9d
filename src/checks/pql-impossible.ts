import type { PlannedExpression } from '../analysis/expressions.ts';
import { impossibleMatchers } from '../analysis/impossible-matchers.ts';
import { selectedService } from '../analysis/selected.ts';
import type { SeriesIndex } from '../analysis/series-index.ts';
import { suggest } from '../core/names.ts';
import { printMatcher } from '../promql/print-terms.ts';
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
    ...impossibleTogether(expression, series),
    ...impossibleServices(expression, series),
  ]),
});

const lost = inferred('lostLabel');

/** Values that are declared not to occur. Which service has which series is METRIC-UNKNOWN's to say. */
const impossibleValues = (expression: PlannedExpression): readonly Finding[] =>
  (expression.inference?.findings ?? [])
    .filter(({ kind, label }) => kind === 'impossibleValue' && label !== 'service')
    .map(finding => fromInference(expression, finding));

/** Matchers that leave nothing, each alone or together; what the inference said already is not said again. */
const impossibleTogether = (
  { inference, path, where, rule }: PlannedExpression,
  series: SeriesIndex,
): readonly Finding[] =>
  (inference?.uses ?? []).flatMap(({ name, matchers, from, to }) => {
    const said = new Set(
      (inference?.findings ?? [])
        .filter(({ kind, label }) => kind === 'unknownLabel' || (kind === 'impossibleValue' && label !== 'service'))
        .filter(finding => finding.from >= from && finding.to <= to)
        .map(({ label }) => label),
    );
    return (
      impossibleMatchers(series, name, selectedService(matchers), matchers)
        // That the limit of an objective is no bound of its histogram is HIST-BOUND's to say.
        .filter(({ label }) => !said.has(label) && (label !== 'le' || rule?.labels['slo'] === undefined))
        .map(({ label, matchers: few, why, values }): Finding => {
          const text = few.map(matcher => `\`${printMatcher(matcher)}\``).join(' and ');
          const verb = few.length === 1 ? 'selects' : 'select';
          const always = `every series of \`${name ?? '{…}'}\` has the label \`${label}\``;
          const reason =
            why === 'never'
              ? 'no value is both'
              : values === undefined
                ? always
                : `\`${label}\` is declared with ${values.map(value => `\`${value}\``).join(', ')}`;
          return {
            path,
            message: `In the ${where}: ${text} ${verb} nothing: ${reason}.`,
            hint: few.length === 1 ? 'Take the matcher away.' : 'Take one of the matchers away.',
          };
        })
    );
  });

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
