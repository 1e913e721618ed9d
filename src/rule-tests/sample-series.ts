import type { LabelTable } from '../evaluate/labels.ts';
import type { InputSeries, Sample } from '../evaluate/series.ts';
import type { StoredSeries } from '../evaluate/storage.ts';
import type { Labels } from '../ir/rule-group.ts';
import { bucketNames, type Setting, type Source, sharesAt } from './source.ts';
import { type Phase, readSeries, writeSource } from './timeline.ts';

/** Numbers of twelve digits, as they are written. */
const exact = (value: number): number => Number(value.toPrecision(12));

const labelsOf = new WeakMap<Source, readonly Labels[]>();

/** The labels of the series of a source, one object for each: they are looked up by it. */
const seriesLabels = (source: Source): readonly Labels[] => {
  let known = labelsOf.get(source);
  if (known === undefined) {
    known = source.parts.flatMap((part): readonly Labels[] => {
      const labels = { ...source.labels, __name__: `${source.name}${part}` };
      return part === '_bucket' ? bucketNames(source).map(le => ({ ...labels, le })) : [labels];
    });
    labelsOf.set(source, known);
  }
  return known;
};

const line = (first: number, step: number, samples: number): readonly number[] => {
  const all = new Array<number>(samples);
  let value = first;
  for (let i = 0; i < samples; i++) {
    all[i] = value;
    value += step;
  }
  return all;
};

const growths = (source: Source, { amount, position }: Setting, interval: number): readonly number[] => {
  const grow = (share: number): number => exact((amount * share * interval) / 1_000);
  if (source.kind !== 'histogram') return [grow(1)];
  const shares = sharesAt(source, position);
  const top = 2 * (source.bounds.at(-1) ?? 1);
  const mean = shares.reduce((sum, share, i) => sum + share * (source.bounds[i] ?? top), 0);
  return source.parts.flatMap(part => {
    if (part !== '_bucket') return [grow(part === '_sum' ? mean : 1)];
    let sum = 0;
    return shares.map(share => {
      sum += share;
      return grow(sum);
    });
  });
};

/** Whether a setting gives straight lines, which need not be written to be read. */
const isPlain = ({ flips }: Setting): boolean => flips === 0;

/** No sample is stale where there is one phase. */
const none: ReadonlySet<number> = new Set();

const plainColumns = (
  source: Source,
  setting: Setting,
  samples: number,
  interval: number,
  table: LabelTable,
): readonly StoredSeries[] => {
  if (!setting.present) return [];
  const times = line(0, interval, samples);
  const column = (labels: Labels, first: number, step: number): StoredSeries => ({
    labels: table.of(labels),
    times,
    values: line(first, step, samples),
    stale: none,
  });
  const labels = seriesLabels(source);
  if (source.kind === 'counter' || source.kind === 'histogram')
    return growths(source, setting, interval).flatMap((growth, i) => {
      const own = labels[i];
      return own === undefined ? [] : [column(own, 0, growth)];
    });
  const step = source.kind === 'clock' ? interval / 1_000 : exact((setting.slope * interval) / 1_000);
  return labels.map(own => column(own, setting.amount, step));
};

/** Written samples in columns. */
const columnOf = ({ labels, samples }: InputSeries, table: LabelTable): StoredSeries => ({
  labels: table.of(labels),
  times: samples.map(({ t }) => t),
  values: samples.map(({ v, stale }) => (stale ? Number.NaN : v)),
  stale: new Set(samples.flatMap(({ stale }, i) => (stale ? [i] : []))),
});

/** Samples in columns as rules are fed with them. */
export const inputSeries = ({ labels, times, values, stale }: StoredSeries): InputSeries => ({
  labels,
  samples: times.map((t, i): Sample => {
    const v = values[i] ?? Number.NaN;
    return stale.has(i) ? { t, v, stale: true } : { t, v };
  }),
});

/** The samples of a source: those that promtool would read, without the way through text where there is one phase. */
export const sourceColumns = (
  source: Source,
  settings: readonly Setting[],
  phases: readonly Phase[],
  interval: number,
  table: LabelTable,
): readonly StoredSeries[] => {
  const [only, ...more] = settings;
  const [phase] = phases;
  if (only === undefined || phase === undefined || more.length > 0 || !isPlain(only))
    return readSeries(writeSource(source, settings, phases, interval), interval).map(each => columnOf(each, table));
  return plainColumns(source, only, phase.samples, interval, table);
};
