import { parseDuration } from '../../src/core/duration.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { parseNotation } from '../../src/evaluate/notation.ts';
import type { Rule as EvaluatedRule } from '../../src/evaluate/rule.ts';
import { alertsAt, evaluateRules, type RuleRun } from '../../src/evaluate/rules.ts';
import type { InputSeries } from '../../src/evaluate/series.ts';
import type { AlertingRule, Labels, RecordingRule } from '../../src/ir/rule-group.ts';
import { parse } from '../../src/promql/parse.ts';
import { renderTemplate } from '../../src/rule-tests/render-template.ts';
import type { Check, RuleTestCase } from '../../src/rule-tests/rule-test.ts';

/** Labels as text, whatever their order. */
const textOf = (labels: Labels): string => JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

const prometheus2 = { leftOpen: false } as const;

const labelsOf = (series: string): Labels => {
  const { expr } = parse(series);
  if (expr?.kind !== 'selector') throw new Error(`no series: ${series}`);
  return Object.fromEntries([
    ['__name__', expr.name ?? ''],
    ...expr.matchers.map(({ label, value }) => [label, value]),
  ]);
};

/** The samples that a test feeds. */
export const inputOf = ({ series, interval }: RuleTestCase): readonly InputSeries[] =>
  series.map(each => {
    const notation = parseNotation(each.values, interval);
    if (notation.kind === 'problem') throw new Error(notation.message);
    return { labels: labelsOf(each.series), samples: notation.samples };
  });

const milliseconds = (text: string | undefined): number => parseDuration(text ?? '0s') ?? 0;

const evaluated = (rule: AlertingRule | RecordingRule): readonly EvaluatedRule[] => {
  const { expr } = parse(rule.expr);
  if (expr === undefined) return [];
  return rule.kind === 'record'
    ? [{ record: rule.record, expr, labels: rule.labels }]
    : [
        {
          alert: rule.alert,
          expr,
          for: milliseconds(rule.for),
          keepFiringFor: milliseconds(rule.keepFiringFor),
          labels: rule.labels,
        },
      ];
};

const annotationsAt = (run: RuleRun, rule: AlertingRule, labels: Labels, at: number): string | undefined => {
  const { expr } = parse(rule.expr);
  if (expr === undefined) return undefined;
  const value = evaluate(expr, run.storage, at, prometheus2);
  const samples =
    value.kind === 'vector'
      ? value.samples
      : value.kind === 'scalar'
        ? [{ labels: run.storage.labels.none, value: value.value }]
        : [];
  for (const sample of samples) {
    const { __name__: _, ...own } = sample.labels;
    if (textOf({ ...own, ...rule.labels }) !== textOf(labels)) continue;
    return textOf(
      Object.fromEntries(
        Object.entries(rule.annotations).map(([name, template]) => [
          name,
          renderTemplate(template, own, sample.value) ?? '',
        ]),
      ),
    );
  }
  return undefined;
};

const holds = (run: RuleRun, rules: readonly AlertingRule[], check: Check): boolean => {
  if (check.kind === 'alert') {
    const firing = alertsAt(run, check.at).flatMap(({ state, alert, labels: { alertname: _, ...labels } }) =>
      state === 'firing' && alert === check.alert ? [labels] : [],
    );
    const expected = new Map(check.firing.map(each => [textOf(each.labels), textOf(each.annotations)]));
    return (
      firing.length === expected.size &&
      firing.every(labels =>
        rules.some(rule => (annotationsAt(run, rule, labels, check.at) ?? 'none') === expected.get(textOf(labels))),
      )
    );
  }
  const { expr } = parse(check.query);
  if (expr === undefined) return false;
  const value = evaluate(expr, run.storage, check.at, prometheus2);
  if (value.kind !== 'vector' || value.samples.length !== check.samples.length) return false;
  const expected = new Map(check.samples.map(sample => [textOf(sample.labels), sample.value]));
  return value.samples.every(sample => expected.get(textOf(sample.labels)) === sample.value);
};

/** What stands around an alert in its group. */
export interface Company {
  /** The records that it reads. */
  readonly records: readonly RecordingRule[];
  /** The other alerts of its name. */
  readonly siblings: readonly AlertingRule[];
  /** Milliseconds between two evaluations of the group. */
  readonly evaluation: number;
}

/** Whether a rule passes a test. */
export const passes = (
  test: RuleTestCase,
  rule: AlertingRule,
  input: readonly InputSeries[],
  { records, siblings, evaluation }: Company,
): boolean => {
  const interval = Math.max(evaluation, test.interval);
  const until = Math.max(...test.checks.map(({ at }) => at));
  const rules = [...records, rule, ...siblings].flatMap(evaluated);
  const run = evaluateRules([{ name: 'group', interval, rules }], input, { until, ...prometheus2 });
  return test.checks.every(check => holds(run, [rule, ...siblings], check));
};
