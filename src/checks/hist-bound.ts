import { compareDecimals, decimal, formatDecimal } from '../core/decimal.ts';
import { suggest } from '../core/names.ts';
import { defineCheck, type Finding } from './check.ts';

/** A latency promise that no bucket of its histogram can measure. */
export const histBound = defineCheck({
  code: 'HIST-BOUND',
  severity: 'error',
  why: 'A classic histogram counts below its bounds only; a limit between two bounds would be guessed.',
  run: ({ model }) =>
    model.services.flatMap(service =>
      service.slos.flatMap(({ sli, path, id }): readonly Finding[] => {
        if (sli.kind !== 'latency') return [];
        const metric = service.metrics.get(sli.histogram);
        if (metric?.kind !== 'histogram') {
          const histograms = [...service.metrics.values()]
            .filter(({ kind }) => kind === 'histogram')
            .map(({ name }) => name);
          const hint = suggest(sli.histogram, histograms);
          return [
            {
              path,
              message: `The latency objective \`${id}\` needs a histogram; \`${service.id}\` exposes none named \`${sli.histogram}\`.`,
              ...(hint === undefined ? {} : { hint }),
            },
          ];
        }
        const bounds = metric.buckets ?? [];
        return bounds.some(bound => compareDecimals(decimal(bound), sli.within) === 0)
          ? []
          : [
              {
                path,
                message: `The limit of the objective \`${id}\`, ${formatDecimal(sli.within)} s, is no bucket bound of \`${metric.name}\`.`,
                hint: `Promise one of its bounds (${bounds.join(', ')} s), or add ${formatDecimal(sli.within)} to the buckets in the application.`,
              },
            ];
      }),
    ),
});
