import type { EvaluateOptions } from '../evaluate/context.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import type { Evaluated } from '../evaluate/evaluated.ts';
import type { LabelTable } from '../evaluate/labels.ts';
import type { RuleGroup } from '../evaluate/rule.ts';
import { evaluateRules } from '../evaluate/rules.ts';
import { Storage, type StoredSeries } from '../evaluate/storage.ts';
import type { Expr } from '../promql/syntax.ts';
import { selectorsOf } from './gather.ts';
import { inputSeries, sourceColumns } from './sample-series.ts';
import type { Setting, Source, State } from './source.ts';
import type { Phase } from './timeline.ts';

/** Where expressions are tried out: what exposes, how often it is scraped, and the rules whose records are read. */
export interface Bench {
  readonly sources: readonly Source[];
  /** Milliseconds between two samples, and between two evaluations. */
  readonly interval: number;
  /** How many samples a state lasts before it is measured. */
  readonly settle: number;
  /** What came before it, if that matters. */
  readonly history: readonly Phase[];
  /** Rules that compute what the expressions read. */
  readonly computed: RuleGroup | undefined;
  /** Label sets of all that was tried. */
  readonly labels: LabelTable;
}

/** Prometheus 2 and 3 differ in whether a range includes its left end; a test has to hold for both. */
export const bothReleases: readonly EvaluateOptions[] = [{ leftOpen: false }, { leftOpen: true }];

/** A state on a bench, and its samples once an expression has asked for them. */
export interface Trial {
  readonly bench: Bench;
  readonly state: State;
  storage: Storage | undefined;
}

/** What has been tried on a bench: a search comes back to the same places again and again. */
interface Notes {
  /** The sources that an expression reads, by their places. */
  readonly read: WeakMap<Expr, readonly number[]>;
  /** What an expression was worth, by the settings of the sources that it reads. */
  readonly values: WeakMap<Expr, Map<string, Evaluated>>;
  /** The samples that each source had last: a search turns one after the other. */
  readonly last: ({ readonly setting: Setting; readonly series: readonly StoredSeries[] } | undefined)[];
}

const notesOf = new WeakMap<Bench, Notes>();

const notes = (bench: Bench): Notes => {
  let known = notesOf.get(bench);
  if (known === undefined) {
    known = { read: new WeakMap(), values: new WeakMap(), last: bench.sources.map(() => undefined) };
    notesOf.set(bench, known);
  }
  return known;
};

/** What tells a setting from others. */
const keyOf = ({ present, amount, position, flips, slope }: Setting): string => {
  if (!present) return ';';
  const level = Object.is(amount, -0) ? '-0' : amount;
  return position === 0 && flips === 0 && slope === 0 ? `${level};` : `${level},${position},${flips},${slope};`;
};

/** Lets a state settle. Only live sources are there. */
export const tryState = (bench: Bench, state: State): Trial => ({ bench, state, storage: undefined });

const settledAt = ({ interval, settle, history }: Bench): number =>
  (history.reduce((sum, { samples }) => sum + samples, settle) - 1) * interval;

const seriesIn = ({ bench, state }: Trial): readonly StoredSeries[] => {
  const { last } = notes(bench);
  const { history, settle, interval, labels } = bench;
  return bench.sources.flatMap((source, i) => {
    const setting = state[i];
    if (setting === undefined) return [];
    const known = last[i];
    if (known?.setting === setting) return known.series;
    const before = history.flatMap(phase => phase.state[i] ?? []);
    const phases = [...history, { state, samples: settle }];
    const series = sourceColumns(source, [...before, setting], phases, interval, labels);
    last[i] = { setting, series };
    return series;
  });
};

const storageOf = (trial: Trial): Storage => {
  const { labels, computed } = trial.bench;
  if (trial.storage === undefined) {
    const columns = seriesIn(trial);
    trial.storage =
      computed === undefined
        ? Storage.holding(columns, labels)
        : evaluateRules([computed], columns.map(inputSeries), { until: settledAt(trial.bench), labels }).storage;
  }
  return trial.storage;
};

/** The sources that an expression reads; where rules compute what it reads, that may be any. */
const readBy = (bench: Bench, expr: Expr): readonly number[] => {
  const { read } = notes(bench);
  let found = read.get(expr);
  if (found === undefined) {
    const names = selectorsOf(expr).map(({ name }) => name);
    const any = bench.computed !== undefined || names.includes(undefined);
    found = bench.sources.flatMap(({ name, parts }, i) =>
      any || parts.some(part => names.includes(`${name}${part}`)) ? [i] : [],
    );
    read.set(expr, found);
  }
  return found;
};

/** What an expression is worth in a settled state. */
export const valueIn = (trial: Trial, expr: Expr): Evaluated => {
  const { bench, state } = trial;
  const { values } = notes(bench);
  let known = values.get(expr);
  if (known === undefined) {
    known = new Map();
    values.set(expr, known);
  }
  let key = '';
  for (const i of readBy(bench, expr)) {
    const setting = state[i];
    key += setting === undefined ? ';' : keyOf(setting);
  }
  let value = known.get(key);
  if (value === undefined) {
    value = evaluate(expr, storageOf(trial), settledAt(bench), { leftOpen: false });
    known.set(key, value);
  }
  return value;
};
