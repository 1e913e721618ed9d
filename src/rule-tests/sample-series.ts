import type { InputSeries, Sample } from '../evaluate/series.ts';
import type { Labels } from '../ir/rule-group.ts';
import { bucketNames, type Setting, type Source, sharesAt } from './source.ts';
import { type Phase, readSeries, writeSeries } from './timeline.ts';

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

const line = (first: number, step: number, samples: number, interval: number): readonly Sample[] => {
  const all: Sample[] = [];
  let value = first;
  for (let i = 0; i < samples; i++) {
    all.push({ t: i * interval, v: value });
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

const plainSeries = (source: Source, setting: Setting, samples: number, interval: number): readonly InputSeries[] => {
  if (!setting.present) return [];
  const labels = seriesLabels(source);
  if (source.kind === 'counter' || source.kind === 'histogram')
    return growths(source, setting, interval).flatMap((growth, i) => {
      const own = labels[i];
      return own === undefined ? [] : [{ labels: own, samples: line(0, growth, samples, interval) }];
    });
  const step = source.kind === 'clock' ? interval / 1_000 : exact((setting.slope * interval) / 1_000);
  return labels.map(own => ({ labels: own, samples: line(setting.amount, step, samples, interval) }));
};

/** The samples of all sources: those that promtool would read, without the way through text where there is one phase. */
export const sampleSeries = (
  sources: readonly Source[],
  phases: readonly Phase[],
  interval: number,
): readonly InputSeries[] => {
  const [only, ...more] = phases;
  if (only === undefined || more.length > 0 || !only.state.every(isPlain))
    return readSeries(writeSeries(sources, phases, interval), interval);
  return sources.flatMap((source, i) => {
    const setting = only.state[i];
    return setting === undefined ? [] : plainSeries(source, setting, only.samples, interval);
  });
};
