import { add, type Decimal, decimal, formatDecimal, multiply } from '../core/decimal.ts';
import { parseNotation } from '../evaluate/notation.ts';
import type { InputSeries } from '../evaluate/series.ts';
import type { Labels } from '../ir/rule-group.ts';
import { quoteString } from '../promql/literals.ts';
import { bucketNames, type Setting, type Source, type State, sharesAt } from './source.ts';

/** A stretch of time in which all sources keep to their settings. */
export interface Phase {
  readonly state: State;
  /** How many samples it lasts. */
  readonly samples: number;
  /** True when the processes behind the counters restart as it begins. */
  readonly reset?: boolean;
  /** What a counter that appears in this phase begins at (default 0). */
  readonly birth?: number;
}

/** One input series as promtool reads it. */
export interface WrittenSeries {
  readonly series: string;
  readonly values: string;
  readonly labels: Labels;
}

/** Numbers of twelve digits: what is computed has no noise of its own. */
const exact = (value: number): Decimal => decimal(Number(value.toPrecision(12)));

const zero = decimal(0);
const text = formatDecimal;

const run = (first: Decimal, step: Decimal, samples: number): string => {
  if (samples === 1) return text(first);
  if (step.digits === 0n) return `${text(first)}x${samples - 1}`;
  return `${text(first)}${step.digits < 0n ? '-' : '+'}${text(step).replace('-', '')}x${samples - 1}`;
};

const times = (value: Decimal, count: number): Decimal => multiply(value, decimal(count));

const blanks = (samples: number, ended: boolean): string =>
  ended ? `stale${samples > 1 ? ` _x${samples - 1}` : ''}` : `_x${samples}`;

/** The values of one series over all phases. `growth` is what a counter adds with each sample. */
const counterValues = (phases: readonly Phase[], settings: readonly Setting[], growth: readonly Decimal[]): string => {
  const items: string[] = [];
  let value: Decimal | undefined;
  phases.forEach(({ samples, reset, birth }, i) => {
    const step = growth[i] ?? zero;
    if (settings[i]?.present === false) {
      items.push(blanks(samples, value !== undefined));
      value = undefined;
      return;
    }
    // After a restart the first scrape finds what has been counted since: nothing is lost.
    const first = value === undefined ? decimal(birth ?? 0) : reset === true ? step : add(value, step);
    items.push(run(first, step, samples));
    value = add(first, times(step, samples - 1));
  });
  return items.join(' ');
};

const gaugeValues = (
  phases: readonly Phase[],
  settings: readonly Setting[],
  interval: number,
  clock: boolean,
): string => {
  const items: string[] = [];
  const seconds = decimal(interval / 1_000);
  let at = 0;
  let known = false;
  phases.forEach(({ samples }, i) => {
    const setting = settings[i];
    if (setting === undefined || !setting.present) items.push(blanks(samples, known));
    else {
      const level = decimal(setting.amount);
      if (clock) items.push(run(add(level, times(seconds, at)), seconds, samples));
      else if (setting.flips > 0) items.push(flipping(level, setting.flips, interval, samples));
      else items.push(run(level, exact((setting.slope * interval) / 1_000), samples));
    }
    known = setting?.present === true;
    at += samples;
  });
  return items.join(' ');
};

const flipping = (level: Decimal, flips: number, interval: number, samples: number): string => {
  const period = Math.max(1, Math.round(1_000 / (flips * interval)));
  const items: string[] = [];
  // A new value each time: a process that starts again starts later.
  for (let done = 0, value = level; done < samples; done += period, value = add(value, times(decimal(1), 60)))
    items.push(run(value, zero, Math.min(period, samples - done)));
  return items.join(' ');
};

const written = (name: string, labels: Labels, values: string): WrittenSeries => {
  const entries = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  const inner = entries.map(([label, value]) => `${label}=${quoteString(value)}`).join(',');
  return {
    series: inner === '' ? name : `${name}{${inner}}`,
    values,
    labels: { ...Object.fromEntries(entries), __name__: name },
  };
};

const growthOf = (settings: readonly Setting[], interval: number, share: (setting: Setting) => number) =>
  settings.map(setting => exact((setting.amount * share(setting) * interval) / 1_000));

/** The input series of a source over the phases of a test; `interval` is milliseconds between two samples. */
const seriesOf = (
  source: Source,
  settings: readonly Setting[],
  phases: readonly Phase[],
  interval: number,
): readonly WrittenSeries[] => {
  const { kind, name, labels } = source;
  if (kind === 'counter')
    return [
      written(
        name,
        labels,
        counterValues(
          phases,
          settings,
          growthOf(settings, interval, () => 1),
        ),
      ),
    ];
  if (kind !== 'histogram') return [written(name, labels, gaugeValues(phases, settings, interval, kind === 'clock'))];
  const counter = (share: (setting: Setting) => number): string =>
    counterValues(phases, settings, growthOf(settings, interval, share));
  return source.parts.flatMap(part => {
    if (part === '_bucket')
      return bucketNames(source).map((le, i) =>
        written(
          `${name}_bucket`,
          { ...labels, le },
          counter(({ position }) =>
            sharesAt(source, position)
              .slice(0, i + 1)
              .reduce((sum, share) => sum + share, 0),
          ),
        ),
      );
    const mean = (position: number): number =>
      sharesAt(source, position).reduce(
        (sum, share, i) => sum + share * (source.bounds[i] ?? 2 * (source.bounds.at(-1) ?? 1)),
        0,
      );
    return [
      written(
        `${name}${part}`,
        labels,
        counter(({ position }) => (part === '_sum' ? mean(position) : 1)),
      ),
    ];
  });
};

/** The input series of a source that is there in some phase. */
export const writeSource = (
  source: Source,
  settings: readonly Setting[],
  phases: readonly Phase[],
  interval: number,
): readonly WrittenSeries[] =>
  settings.some(({ present }) => present) ? seriesOf(source, settings, phases, interval) : [];

/** The input series of all sources. */
export const writeSeries = (
  sources: readonly Source[],
  phases: readonly Phase[],
  interval: number,
): readonly WrittenSeries[] =>
  sources.flatMap((source, i) =>
    writeSource(
      source,
      phases.flatMap(({ state }) => state[i] ?? []),
      phases,
      interval,
    ),
  );

/** The samples that promtool will see. */
export const readSeries = (series: readonly WrittenSeries[], interval: number): readonly InputSeries[] =>
  series.map(({ labels, values }) => {
    const notation = parseNotation(values, interval);
    return { labels, samples: notation.kind === 'samples' ? notation.samples : [] };
  });
