import { evaluate } from '../evaluate/evaluate.ts';
import type { LabelTable, Labels as SeriesLabels } from '../evaluate/labels.ts';
import type { RuleGroup } from '../evaluate/rule.ts';
import type { RaisedAlert } from '../evaluate/rule-run.ts';
import { alertsAt, evaluateRules, type RuleRun } from '../evaluate/rules.ts';
import type { AlertingRule, Labels } from '../ir/rule-group.ts';
import type { Expr } from '../promql/syntax.ts';
import { renderTemplate } from './render-template.ts';
import { readSeries, type WrittenSeries } from './timeline.ts';
import { bothReleases } from './trial.ts';

/** An alert that is watched: the rule, its expression, and its times in milliseconds. */
export interface Watched {
  readonly rule: AlertingRule;
  readonly expr: Expr;
  readonly pending: number;
  readonly kept: number;
}

/** A firing alert as it is sent. */
export interface Sent {
  readonly rule: AlertingRule;
  readonly labels: Labels;
  /** Undefined where a template goes beyond what is rendered here. */
  readonly annotations: Labels | undefined;
}

/** What became of watched alerts over time, in the words of both releases of Prometheus. */
export interface Watch {
  /** Alerts of a rule that fire at a time; undefined when the releases do not agree. */
  readonly firing: (rule: AlertingRule, at: number) => readonly RaisedAlert[] | undefined;
  /** Since when a rule has been active at a time, one for each release. */
  readonly since: (rule: AlertingRule, at: number) => readonly (number | undefined)[];
  /** The last times up to `until` at which its expression held. */
  readonly held: (rule: AlertingRule, until: number) => readonly (number | undefined)[];
  /** What is sent; undefined when the releases do not agree, or when something cannot be rendered. */
  readonly sent: (watched: Watched, at: number) => readonly Sent[] | undefined;
}

const without = (labels: SeriesLabels, name: string): SeriesLabels =>
  Object.fromEntries(Object.entries(labels).filter(([label]) => label !== name));

const textOf = (labels: Labels): string => JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

const rendered = (templates: Labels, labels: Labels, value: number): Labels | undefined => {
  const all: [string, string][] = [];
  for (const [name, template] of Object.entries(templates)) {
    const text = renderTemplate(template, labels, value);
    if (text === undefined) return undefined;
    all.push([name, text]);
  }
  return Object.fromEntries(all);
};

const sentIn = (
  run: RuleRun,
  release: (typeof bothReleases)[number],
  watched: Watched,
  at: number,
  queryOffset: number,
) => {
  const { rule, expr } = watched;
  const value = evaluate(expr, run.storage, at - queryOffset, release);
  const samples =
    value.kind === 'vector'
      ? value.samples
      : value.kind === 'scalar'
        ? [{ labels: run.storage.labels.none, value: value.value }]
        : [];
  const firing = alertsAt(run, at).filter(({ group, state }) => group === groupOf(rule) && state === 'firing');
  const sent: Sent[] = [];
  for (const sample of samples) {
    const own = without(sample.labels, '__name__');
    const labels = rendered(rule.labels, own, sample.value);
    if (labels === undefined) return undefined;
    const whole = { ...own, ...labels };
    if (!firing.some(alert => textOf(without(alert.labels, 'alertname')) === textOf(whole))) continue;
    sent.push({ rule, labels: whole, annotations: rendered(rule.annotations, own, sample.value) });
  }
  // One that is kept beyond its condition has the value of a time before.
  return sent.length === firing.length ? sent : undefined;
};

/** Each rule is a group of its own, so that its alerts can be told from those of others with its name. */
const groupOf = ({ path, expr, labels }: AlertingRule): string => `${path} ${expr} ${textOf(labels)}`;

/** How alerts are watched; all in milliseconds. */
export interface WatchOptions {
  /** Between two samples. */
  readonly interval: number;
  /** Between two evaluations. */
  readonly evaluation: number;
  readonly until: number;
  /** How far in the past the expressions are evaluated. */
  readonly queryOffset: number;
  /** Label sets of all that was tried. */
  readonly labels?: LabelTable;
}

/** Runs alerts over input series as both releases would; a text says what cannot be evaluated. */
export const watch = (
  alerts: readonly Watched[],
  computed: RuleGroup | undefined,
  series: readonly WrittenSeries[],
  { interval, evaluation, until, queryOffset, labels }: WatchOptions,
): Watch | string => {
  const input = readSeries(series, interval);
  const groups: RuleGroup[] = alerts.map(({ rule, expr, pending, kept }) => ({
    name: groupOf(rule),
    interval: evaluation,
    queryOffset,
    rules: [{ alert: rule.alert, expr, for: pending, keepFiringFor: kept, labels: rule.labels }],
  }));
  const all = computed === undefined ? groups : [{ ...computed, interval: evaluation, queryOffset }, ...groups];
  const runs = bothReleases.map(release =>
    evaluateRules(all, input, { until, ...(labels === undefined ? {} : { labels }), ...release }),
  );
  const [problem] = runs.flatMap(({ problems }) => problems);
  if (problem !== undefined)
    return problem.stop.kind === 'unsupported' ? `${problem.stop.what} is not evaluated here` : problem.stop.message;
  const activeIn = (run: RuleRun, rule: AlertingRule, t: number) =>
    alertsAt(run, t).filter(({ group }) => group === groupOf(rule));
  const agreed = <T>(values: readonly T[], text: (value: T) => string): T | undefined => {
    const [value, other] = values;
    return value !== undefined && other !== undefined && text(value) === text(other) ? value : undefined;
  };
  return {
    firing: (rule, at) =>
      agreed(
        runs.map(run => activeIn(run, rule, at).filter(({ state }) => state === 'firing')),
        found => JSON.stringify(found.map(({ labels }) => textOf(labels)).sort()),
      ),
    since: (rule, at) =>
      runs.map(run => {
        const times = activeIn(run, rule, at).map(({ activeAt }) => activeAt);
        return times.length === 0 ? undefined : Math.min(...times);
      }),
    held: (rule, until_) =>
      runs.map((run, i) => {
        const own = alerts.find(alert => alert.rule === rule);
        const release = bothReleases[i] ?? {};
        return run.steps.findLast(({ t }) => {
          if (t > until_ || own === undefined) return false;
          const value = evaluate(own.expr, run.storage, t - queryOffset, release);
          return value.kind === 'scalar' || (value.kind === 'vector' && value.samples.length > 0);
        })?.t;
      }),
    sent: (watched, at) => {
      const found = runs.map((run, i) => sentIn(run, bothReleases[i] ?? {}, watched, at, queryOffset));
      return agreed(
        found.flatMap(each => (each === undefined ? [] : [each])),
        each =>
          JSON.stringify(each.map(({ labels, annotations }) => textOf(labels) + textOf(annotations ?? {})).sort()),
      );
    },
  };
};
