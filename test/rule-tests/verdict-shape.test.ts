import { describe, expect, test } from 'vitest';
import { parse } from '../../src/promql/parse.ts';
import type { AlertSubject } from '../../src/rule-tests/alert-subject.ts';
import { alertTests, untestable } from '../../src/rule-tests/alert-tests.ts';
import { laboratoryFor } from '../../src/rule-tests/laboratory.ts';
import type { Lookup } from '../../src/rule-tests/metric-lookup.ts';
import { verdictShape } from '../../src/rule-tests/verdict-shape.ts';

const lookup: Lookup = name => ({
  kind: name.endsWith('_total') ? 'counter' : 'gauge',
  base: name,
  labels: undefined,
  fixed: {},
  bounds: [],
  records: [],
  scraped: true,
});

const subject = (text: string, more: { readonly pending?: number; readonly labels?: Record<string, string> } = {}) => {
  const { expr } = parse(text);
  if (expr === undefined) throw new Error(text);
  const { pending = 0, labels = {} } = more;
  const alert: AlertSubject = {
    watched: {
      rule: { kind: 'alert', alert: 'A', expr: text, labels, annotations: {}, path: 'a' },
      expr,
      pending,
      kept: 0,
    },
    evaluation: 30_000,
    queryOffset: 0,
    siblings: [],
    records: new Set(),
    lookup,
  };
  return alert;
};

const shapeOf = (alert: AlertSubject): string | undefined => {
  const { watched, evaluation, records } = alert;
  const laboratory = laboratoryFor([watched.expr], lookup, [], evaluation, records);
  return verdictShape(alert, typeof laboratory === 'string' ? undefined : laboratory);
};

const one = 'rate(a_total{service="api"}[5m]) > 1 and up{service="api"} == 1';

describe('alerts that are judged once', () => {
  test.each([
    ['another service', subject(one.replaceAll('api', 'web')), subject(one)],
    [
      'another fixed label',
      subject(one, { labels: { severity: 'info' } }),
      subject(one, { labels: { severity: '!' } }),
    ],
  ])('%s', (_, alert, base) => {
    expect(shapeOf(alert)).toBe(shapeOf(base));
  });

  test.each([
    ['another bound', subject(one.replace('> 1', '> 2'))],
    ['another time to wait', subject(one, { pending: 60_000 })],
    ['names that are not the same on both sides', subject(one.replace('up{service="api"}', 'up{service="web"}'))],
    ['a pattern for a name', subject(one.replace('service="api"', 'service=~"api"'))],
    ['another metric', subject(one.replace('a_total', 'b_total'))],
    ['a label that the rule sets', subject(one, { labels: { severity: 'info' } })],
  ])('not with %s', (_, alert) => {
    expect(shapeOf(alert)).not.toBe(shapeOf(subject(one)));
  });

  test('the verdict about one is the verdict about the other, and it is that of all tests', () => {
    const testable = new Set<string>();
    expect(untestable(subject(one), testable)).toBe(undefined);
    expect(testable.size).toBe(1);
    const other = subject(one.replaceAll('api', 'web'));
    expect(untestable(other, testable)).toBe(undefined);
    expect(testable.size).toBe(1);
    expect(alertTests(other).tests.length).toBe(alertTests(subject(one)).tests.length);
  });

  test('nothing is remembered about an alert that cannot be shown', () => {
    const testable = new Set<string>();
    const never = subject('up{service="api"} > 1 and up{service="api"} < 1');
    expect(untestable(never, testable)).toBe(alertTests(never).reason);
    expect(testable.size).toBe(0);
  });
});
