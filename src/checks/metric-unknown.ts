import type { PlannedExpression } from '../analysis/expressions.ts';
import { selectedService } from '../analysis/selected.ts';
import { isProduced, type SeriesIndex, seriesNames } from '../analysis/series-index.ts';
import { nearest } from '../core/names.ts';
import type { SeriesUse } from '../promql/inference.ts';
import { hasVariable } from '../promql/names.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';
import { inEveryExpression, inferred } from './inferred.ts';

/** A rule or panel uses a series that nothing in the stack produces. */
export const metricUnknown = defineCheck({
  code: 'METRIC-UNKNOWN',
  severity: 'error',
  why: 'An expression on a series that nobody produces is always empty: the alert never fires, the panel looks healthy.',
  run: inEveryExpression((expression, subject) => [
    ...histogramBase(expression),
    ...(expression.inference?.uses ?? []).flatMap(use => mistake(use, expression, subject)),
  ]),
});

const histogramBase = inferred('histogramBase');

const mistake = (
  use: SeriesUse,
  { path, where, inference }: PlannedExpression,
  { facts: { series } }: Subject,
): readonly Finding[] => {
  const { name } = use;
  if (name === undefined || hasVariable(name)) return [];
  const service = selectedService(use.matchers);
  const known = service !== undefined && series.services.has(service) ? service : undefined;
  if (isProduced(series, name, known)) return [];
  if (inference?.findings.some(({ kind, from }) => kind === 'histogramBase' && from === use.from)) return [];
  const elsewhere = isProduced(series, name, undefined);
  return [
    {
      path,
      message: elsewhere
        ? `The ${where} uses the metric \`${name}\` of the service \`${known}\`, which does not expose it.`
        : `The ${where} uses the metric \`${name}\`, which nothing in the stack exposes or records.`,
      hint: wayOut(name, known, series),
    },
  ];
};

const wayOut = (name: string, service: string | undefined, series: SeriesIndex): string => {
  const close = nearest(name, seriesNames(series, service));
  return close === undefined
    ? 'Declare it on the service that exposes it, or as `external` when an exporter outside of the stack does.'
    : `Did you mean "${close}"?`;
};
