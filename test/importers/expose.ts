import type { ExpositionFormat } from '../../src/importers/exposition-line.ts';
import type { MetricDeclaration } from '../../src/promql/metric.ts';

/** Label values that need every escape. */
const nthValue = (n: number): string => `v "${n}"\\\n`;

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');

const braces = (labels: readonly (readonly [string, string])[]): string =>
  labels.length === 0 ? '' : `{${labels.map(([name, value]) => `${name}="${escaped(value)}"`).join(',')}}`;

/** One set of labels per value: every label reaches its number of values. */
const labelSets = ({ labels }: MetricDeclaration): readonly (readonly (readonly [string, string])[])[] => {
  const counts = Object.entries(labels).map(([name, { cardinality }]) => [name, Number(cardinality)] as const);
  const most = Math.max(1, ...counts.map(([, count]) => count));
  return Array.from({ length: most }, (_, i) => counts.map(([name, count]) => [name, nthValue(i % count)] as const));
};

const series = (metric: MetricDeclaration, labels: readonly (readonly [string, string])[]): readonly string[] => {
  const { name, kind, buckets = [] } = metric;
  switch (kind) {
    case 'histogram':
      return [
        ...[...buckets.map(String), '+Inf'].map(le => `${name}_bucket${braces([...labels, ['le', le]])} 1`),
        `${name}_sum${braces(labels)} 0.5`,
        `${name}_count${braces(labels)} 1`,
      ];
    case 'summary':
      return [
        `${name}${braces([...labels, ['quantile', '0.5']])} NaN`,
        `${name}_sum${braces(labels)} 0`,
        `${name}_count${braces(labels)} 0`,
      ];
    default:
      return [`${name}${braces(labels)} 1`];
  }
};

/** The page of a target that has these metrics. */
export const exposed = (metrics: readonly MetricDeclaration[], format: ExpositionFormat): string =>
  [
    ...metrics.flatMap(metric => {
      const family = format === 'openmetrics' ? metric.name.replace(/_total$/, '') : metric.name;
      return [
        ...(metric.help === undefined ? [] : [`# HELP ${family} ${escaped(metric.help)}`]),
        `# TYPE ${family} ${metric.kind}`,
        ...labelSets(metric).flatMap(labels => series(metric, labels)),
      ];
    }),
    ...(format === 'openmetrics' ? ['# EOF'] : []),
    '',
  ].join('\n');
