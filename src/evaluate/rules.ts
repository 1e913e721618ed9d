import type { EvaluateOptions } from './context.ts';
import type { LabelTable } from './labels.ts';
import type { RuleGroup } from './rule.ts';
import { GroupRun, type RaisedAlert, type RuleProblem } from './rule-run.ts';
import type { InputSeries } from './series.ts';
import { Storage } from './storage.ts';

/** How rules are evaluated over time. */
export interface RuleRunOptions extends EvaluateOptions {
  /** The last time at which a group may be evaluated, in milliseconds from the start at 0. */
  readonly until: number;
  /** Label sets that other runs have seen (default none). */
  readonly labels?: LabelTable;
}

/** The alerts that are active after the evaluations of one time. */
export interface AlertsAt {
  readonly t: number;
  readonly alerts: readonly RaisedAlert[];
}

/** What became of the rules. */
export interface RuleRun {
  /** The series that were given and those that the rules wrote, `ALERTS` and `ALERTS_FOR_STATE` among them. */
  readonly storage: Storage;
  /** One entry for each time at which a group was evaluated, in order. */
  readonly steps: readonly AlertsAt[];
  readonly problems: readonly RuleProblem[];
}

/** Adds samples of given series as time goes by, so that no rule sees the future. */
class Feed {
  readonly #series: readonly InputSeries[];
  readonly #storage: Storage;
  readonly #next: number[];

  constructor(series: readonly InputSeries[], storage: Storage) {
    this.#series = series;
    this.#storage = storage;
    this.#next = series.map(() => 0);
  }

  until(t: number): void {
    this.#series.forEach(({ labels, samples }, index) => {
      let next = this.#next[index] ?? 0;
      for (let sample = samples[next]; sample !== undefined && sample.t <= t; sample = samples[next]) {
        if (sample.stale) this.#storage.appendStale(labels, sample.t);
        else this.#storage.append(labels, sample.t, sample.v);
        next += 1;
      }
      this.#next[index] = next;
    });
  }
}

/**
 * Evaluates rule groups from time 0 on, each at its interval and in the given order, as `promtool test rules` does when
 * every group has its evaluation interval. Between two evaluations the alerts of a group stay as they were.
 */
export const evaluateRules = (
  groups: readonly RuleGroup[],
  series: readonly InputSeries[],
  { until, labels, ...options }: RuleRunOptions,
): RuleRun => {
  const storage = new Storage([], labels);
  const feed = new Feed(series, storage);
  const runs = groups.map(group => new GroupRun(group, storage, options));
  const current: (readonly RaisedAlert[])[] = groups.map(() => []);
  const due = groups.map(() => 0);
  const steps: AlertsAt[] = [];
  const problems: RuleProblem[] = [];
  for (let t = 0; t <= until && groups.length > 0; t = Math.min(...due)) {
    feed.until(t);
    groups.forEach(({ interval }, index) => {
      if (due[index] !== t) return;
      due[index] = t + Math.max(1, interval);
      const step = runs[index]?.step(t);
      if (step === undefined) return;
      current[index] = step.alerts;
      problems.push(...step.problems);
    });
    steps.push({ t, alerts: current.flat() });
  }
  feed.until(until);
  return { storage, steps, problems };
};

/** The alerts at any time: those of the last evaluation before it. */
export const alertsAt = ({ steps }: RuleRun, t: number): readonly RaisedAlert[] => {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle]?.t ?? 0) <= t) low = middle + 1;
    else high = middle;
  }
  return steps[low - 1]?.alerts ?? [];
};
