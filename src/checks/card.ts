import type { MetricDeclaration } from '../promql/metric.ts';
import { defineCheck, type Finding } from './check.ts';

/** Series that one metric of one instance may have: a tenth of what a service may expose in one scrape (50 000). */
const limit = 5_000;

/** A metric with more series than a Prometheus can carry. */
export const card = defineCheck({
  code: 'CARD',
  severity: 'error',
  why: 'Every combination of label values is a series of its own in memory; user ids and raw paths take a server down.',
  run: ({ model }) =>
    model.services.flatMap(service =>
      [...service.metrics.values()].flatMap((metric): readonly Finding[] => {
        const endless = Object.entries(metric.labels).find(([, { cardinality }]) => cardinality === 'unbounded');
        if (endless !== undefined)
          return [
            {
              path: service.path,
              message: `The label \`${endless[0]}\` of \`${metric.name}\` has no bound.`,
              hint: 'Put a template or a class in its place (the route, not the path), or leave it out and log it.',
            },
          ];
        const series = seriesOf(metric);
        return series <= limit
          ? []
          : [
              {
                path: service.path,
                message: `The metric \`${metric.name}\` of \`${service.id}\` can have ${series} series on every instance; at most ${limit} are healthy.`,
                hint: `Leave out a label, or fold its values: ${labelSizes(metric)}.`,
              },
            ];
      }),
    ),
});

const sizeOf = ({ values, cardinality }: MetricDeclaration['labels'][string]): number | undefined =>
  typeof cardinality === 'number' ? cardinality : values?.length;

/** Labels of unknown size count as one: nothing is claimed that was not declared. */
const seriesOf = (metric: MetricDeclaration): number => {
  const combinations = Object.values(metric.labels).reduce((product, label) => product * (sizeOf(label) ?? 1), 1);
  // A histogram has its bounds, the infinite one, a sum and a count.
  return metric.kind === 'histogram' ? combinations * ((metric.buckets?.length ?? 0) + 3) : combinations;
};

const labelSizes = (metric: MetricDeclaration): string =>
  Object.entries(metric.labels)
    .map(([name, label]) => `\`${name}\` ${sizeOf(label) ?? 'unknown'}`)
    .join(', ');
