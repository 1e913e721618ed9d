import { formatDuration } from '../core/duration.ts';
import type { JsonObject } from '../core/json.ts';
import type { Labels } from '../ir/rule-group.ts';
import { quoteString } from '../promql/literals.ts';
import type { Check, RuleTestCase } from './rule-test.ts';

const sorted = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

const seriesText = (labels: Labels): string => {
  const { __name__: name = '', ...rest } = labels;
  const inner = Object.entries(sorted(rest)).map(([label, value]) => `${label}=${quoteString(value)}`);
  return `${name}{${inner.join(', ')}}`;
};

const alertBody = (check: Extract<Check, { kind: 'alert' }>): JsonObject => ({
  eval_time: formatDuration(check.at),
  alertname: check.alert,
  exp_alerts: check.firing.map(({ labels, annotations }) => ({
    exp_labels: sorted(labels),
    ...(Object.keys(annotations).length === 0 ? {} : { exp_annotations: annotations }),
  })),
});

const queryBody = (check: Extract<Check, { kind: 'query' }>): JsonObject => ({
  expr: check.query,
  eval_time: formatDuration(check.at),
  exp_samples: check.samples.map(({ labels, value }) => ({ labels: seriesText(labels), value })),
});

const testBody = ({ name, interval, series, checks }: RuleTestCase): JsonObject => {
  const alerts = checks.flatMap(check => (check.kind === 'alert' ? [alertBody(check)] : []));
  const queries = checks.flatMap(check => (check.kind === 'query' ? [queryBody(check)] : []));
  return {
    name,
    interval: formatDuration(interval),
    ...(series.length === 0
      ? {}
      : { input_series: series.map(({ series: name, values }) => ({ series: name, values })) }),
    ...(alerts.length === 0 ? {} : { alert_rule_test: alerts }),
    ...(queries.length === 0 ? {} : { promql_expr_test: queries }),
  };
};

/** A file for `promtool test rules`: every rule of the file is evaluated at each `evaluation` milliseconds. */
export const suiteBody = (ruleFile: string, evaluation: number, tests: readonly RuleTestCase[]): JsonObject => ({
  rule_files: [ruleFile],
  evaluation_interval: formatDuration(evaluation),
  tests: tests.map(testBody),
});
