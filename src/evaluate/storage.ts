import type { Selector } from '../promql/syntax.ts';
import { isStop, type Unsupported } from './evaluated.ts';
import { type Labels, LabelTable, labelValue } from './labels.ts';
import { compileSelector, type Selection } from './select.ts';
import type { InputSeries } from './series.ts';

/** A series in columns: `times[i]` in milliseconds, ascending, and `values[i]`. */
export interface StoredSeries {
  readonly labels: Labels;
  readonly times: readonly number[];
  readonly values: readonly number[];
  /** The positions of stale markers, whose values mean nothing. */
  readonly stale: ReadonlySet<number>;
}

interface Column {
  readonly labels: Labels;
  readonly times: number[];
  readonly values: number[];
  readonly stale: Set<number>;
}

/** What a selector matched so far: `seen` of the candidates have been asked. */
interface Matched {
  readonly selection: Selection;
  readonly series: StoredSeries[];
  seen: number;
}

/** The series a selector matches. */
export interface Selected {
  readonly kind: 'selected';
  readonly series: readonly StoredSeries[];
}

/** Series in memory, found by metric name. Samples can only be added, at the end of a series. */
export class Storage {
  /** The label sets of this storage and of all that is computed from it. */
  readonly labels: LabelTable;
  readonly #columns = new Map<Labels, Column>();
  /** Series that are complete. */
  readonly #held = new Set<Labels>();
  /** The columns by the very objects that callers name them with. */
  #asked: WeakMap<Labels, Column> | undefined;
  readonly #all: StoredSeries[] = [];
  readonly #byName = new Map<string, StoredSeries[]>();
  readonly #matched = new Map<Selector, Matched>();

  /** Storages that hold the same series one after the other are faster with one table of labels. */
  constructor(series: readonly InputSeries[] = [], labels: LabelTable = new LabelTable()) {
    this.labels = labels;
    for (const { labels, samples } of series) {
      for (const { t, v, stale } of samples) {
        if (stale) this.appendStale(labels, t);
        else this.append(labels, t, v);
      }
    }
  }

  /** A storage of complete series, whose labels are interned in the table: samples that are added to them are refused. */
  static holding(series: readonly StoredSeries[], labels: LabelTable): Storage {
    const storage = new Storage([], labels);
    for (const each of series) {
      if (each.times.length === 0 || storage.#held.has(each.labels)) continue;
      storage.#held.add(each.labels);
      storage.#include(each);
    }
    return storage;
  }

  /**
   * Adds a sample at a time in milliseconds. False when the series already holds a later sample, or another value at
   * that time: it is left as it is then, as Prometheus leaves it.
   */
  append(labels: Labels, t: number, v: number): boolean {
    const column = this.#column(labels);
    if (column === undefined) return false;
    const { times, values, stale } = column;
    const last = times.length - 1;
    const end = times[last] ?? Number.NEGATIVE_INFINITY;
    if (end === t) return !stale.has(last) && Object.is(values[last], v);
    if (end > t) return false;
    times.push(t);
    values.push(v);
    return true;
  }

  /** Marks a series as ended at a time in milliseconds; false as for `append`. */
  appendStale(labels: Labels, t: number): boolean {
    const column = this.#column(labels);
    if (column === undefined) return false;
    const { times, values, stale } = column;
    const last = times.length - 1;
    const end = times[last] ?? Number.NEGATIVE_INFINITY;
    if (end === t) return stale.has(last);
    if (end > t) return false;
    stale.add(times.push(t) - 1);
    values.push(Number.NaN);
    return true;
  }

  /** Every series, in the order of their first samples. */
  series(): readonly StoredSeries[] {
    return this.#all;
  }

  /** The series a selector matches, whatever their samples. Asking again with the same node is cheap. */
  select(selector: Selector): Selected | Unsupported {
    let matched = this.#matched.get(selector);
    if (matched === undefined) {
      const selection = compileSelector(selector);
      if (isStop(selection)) return selection;
      matched = { selection, series: [], seen: 0 };
      this.#matched.set(selector, matched);
    }
    const { selection, series } = matched;
    const candidates = selection.name === undefined ? this.#all : (this.#byName.get(selection.name) ?? []);
    for (; matched.seen < candidates.length; matched.seen++) {
      const candidate = candidates[matched.seen];
      if (candidate !== undefined && selection.accepts(candidate.labels)) series.push(candidate);
    }
    return { kind: 'selected', series };
  }

  #include(series: StoredSeries): void {
    this.#all.push(series);
    const name = labelValue(series.labels, '__name__');
    const named = this.#byName.get(name);
    if (named === undefined) this.#byName.set(name, [series]);
    else named.push(series);
  }

  /** The column to which samples of a series are added; undefined when the series is complete. */
  #column(labels: Labels): Column | undefined {
    this.#asked ??= new WeakMap();
    const known = this.#asked.get(labels);
    if (known !== undefined) return known;
    const interned = this.labels.of(labels);
    if (this.#held.has(interned)) return undefined;
    let column = this.#columns.get(interned);
    if (column === undefined) {
      column = { labels: interned, times: [], values: [], stale: new Set() };
      this.#columns.set(interned, column);
      this.#include(column);
    }
    // Whoever adds a sample adds more, with the same object for its labels.
    this.#asked.set(labels, column);
    return column;
  }
}
