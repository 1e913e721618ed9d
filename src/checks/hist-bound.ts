import type { Facts } from '../analysis/facts.ts';
import { compareDecimals, decimal, formatDecimal } from '../core/decimal.ts';
import { suggest } from '../core/names.ts';
import type { BucketLimit } from '../indicators/indicator.ts';
import { indicators } from '../indicators/registry.ts';
import type { ServiceModel } from '../model/model.ts';
import { defineCheck, type Finding } from './check.ts';

/** A promised duration that no bucket of its histogram can measure. */
export const histBound = defineCheck({
  code: 'HIST-BOUND',
  severity: 'error',
  why: 'A classic histogram counts below its bounds only; a limit between two bounds would be guessed.',
  run: ({ model, facts }) =>
    model.services.flatMap(service => [
      ...service.slos.flatMap(({ sli, path, id }) =>
        (indicators.get(sli.kind)?.limitsOf(sli) ?? []).flatMap(limit =>
          boundMistakes(service, facts, limit, path, {
            measured: `latency objective \`${id}\``,
            limit: `the objective \`${id}\``,
          }),
        ),
      ),
      ...service.performance.flatMap(({ histogram, limits, path, id }) =>
        limits.flatMap(({ within, quantile }) =>
          boundMistakes(service, facts, { histogram, within }, path, {
            measured: `performance budget \`${id}\``,
            limit: `\`${quantile}\` of the performance budget \`${id}\``,
          }),
        ),
      ),
    ]),
});

const boundMistakes = (
  service: ServiceModel,
  { series }: Facts,
  { histogram, within }: BucketLimit,
  path: string,
  name: { readonly measured: string; readonly limit: string },
): readonly Finding[] => {
  const metric = service.metrics.get(histogram);
  // Of a histogram that nobody has modelled, nobody knows the bounds.
  if (metric === undefined && series.isExternal(`${histogram}_bucket`)) return [];
  if (metric?.kind !== 'histogram') {
    const histograms = [...service.metrics.values()]
      .filter(({ kind }) => kind === 'histogram')
      .map(known => known.name);
    const hint = suggest(histogram, histograms);
    return [
      {
        path,
        message: `The ${name.measured} needs a histogram; \`${service.id}\` exposes none named \`${histogram}\`.`,
        ...(hint === undefined ? {} : { hint }),
      },
    ];
  }
  const bounds = metric.buckets ?? [];
  return bounds.some(bound => compareDecimals(decimal(bound), within) === 0)
    ? []
    : [
        {
          path,
          message: `The limit of ${name.limit}, ${formatDecimal(within)} s, is no bucket bound of \`${metric.name}\`.`,
          hint: `Promise one of its bounds (${bounds.join(', ')} s), or add ${formatDecimal(within)} to the buckets in the application.`,
        },
      ];
};
