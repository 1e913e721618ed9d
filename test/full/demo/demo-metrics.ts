import type { MetricDeclaration } from '../../../src/promql/metric.ts';
import { type DemoLabels, demoLabels, type Surroundings } from './demo-labels.ts';
import { type Behaviour, counterBehaviour, gaugeBehaviour } from './demo-values.ts';

/** One series of a demo program: its value is a function of time alone, so that its past can be written as well. */
export interface DemoSeries {
  readonly name: string;
  readonly labels: DemoLabels;
  /** Value at a moment in seconds since 1970. */
  readonly at: (time: number) => number;
}

/** One metric as it stands on a page. */
export interface DemoMetric {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly series: readonly DemoSeries[];
}

/** Seconds in which everything swings once. */
const period = 300;
/** All counters began that long before the run: more than every window that looks back. */
const age = 60 * 86_400;

const wave = 2 * Math.PI;

const gaugeAt =
  ({ level, swing }: Behaviour) =>
  (time: number): number =>
    level * (1 + swing * Math.sin((wave * time) / period));

/** The integral of a rate that swings: it never falls. */
const counterAt =
  ({ level, swing }: Behaviour, start: number) =>
  (time: number): number => {
    const since = time - start + age;
    return level * (since + ((swing * period) / wave) * (1 - Math.cos((wave * since) / period)));
  };

/** Bounds of a histogram whose declaration names none. */
const usualBounds = [0.01, 0.1, 0.5, 1, 5];

/** Durations and sizes are distributed so that most lie well below the middle bound. */
const distribution = (bounds: readonly number[]) => {
  const scale = (bounds[Math.floor(bounds.length / 2)] ?? 1) / 4;
  return { mean: scale, below: (bound: number) => 1 - Math.exp(-bound / scale) };
};

const histogramSeries = (
  metric: MetricDeclaration,
  labels: DemoLabels,
  count: (time: number) => number,
): readonly DemoSeries[] => {
  const bounds = metric.buckets ?? usualBounds;
  const { mean, below } = distribution(bounds);
  const { name } = metric;
  return [
    ...bounds.map(bound => ({
      name: `${name}_bucket`,
      labels: { ...labels, le: String(bound) },
      at: (time: number) => count(time) * below(bound),
    })),
    { name: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, at: count },
    { name: `${name}_sum`, labels, at: (time: number) => count(time) * mean },
    { name: `${name}_count`, labels, at: count },
  ];
};

/** When a program runs, and how it is. */
interface Condition {
  /** The moment of the run, in seconds since 1970. */
  readonly start: number;
  readonly ill: boolean;
}

const seriesOf = (metric: MetricDeclaration, labels: DemoLabels, { start, ill }: Condition): readonly DemoSeries[] => {
  const { name, kind } = metric;
  const count = counterAt(counterBehaviour(metric, labels, ill), start);
  switch (kind) {
    case 'counter':
      return [{ name, labels, at: count }];
    case 'gauge':
    case 'info':
      return [{ name, labels, at: gaugeAt(gaugeBehaviour(metric, labels, start, ill)) }];
    case 'histogram':
      return histogramSeries(metric, labels, count);
    case 'summary':
    case 'nativeHistogram':
      throw new Error(`the demo programs know no ${kind}, which ${name} is`);
  }
};

/** What a program exposes that has these metrics. `start` is the moment of the run. */
export const demoMetrics = (
  declarations: readonly MetricDeclaration[],
  surroundings: Surroundings,
  start: number,
): readonly DemoMetric[] =>
  declarations.map(metric => ({
    name: metric.name,
    type: metric.kind === 'counter' || metric.kind === 'histogram' ? metric.kind : 'gauge',
    series: demoLabels(metric, surroundings).flatMap(labels =>
      seriesOf(metric, labels, { start, ill: surroundings.ill }),
    ),
  }));

const escaped = (text: string): string => text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');

/** `name{label="value"}` */
export const seriesText = (name: string, labels: DemoLabels): string =>
  `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}="${escaped(value)}"`)
    .join(',')}}`;

/** The page in the text format, as it is at a moment. */
export const exposition = (metrics: readonly DemoMetric[], time: number): string =>
  metrics
    .flatMap(({ name, type, series }) => [
      `# TYPE ${name} ${type}`,
      ...series.map(each => `${seriesText(each.name, each.labels)} ${each.at(time)}`),
    ])
    .concat('')
    .join('\n');
