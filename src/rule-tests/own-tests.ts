import { parseDuration } from '../core/duration.ts';
import type { Labels, Rule } from '../ir/rule-group.ts';
import type { RuleTest } from '../ir/rule-test.ts';
import { quoteString } from '../promql/literals.ts';
import type { QueryCheck, RuleTestCase } from './rule-test.ts';

const selector = (name: string, labels: Labels): string => {
  const inner = Object.entries(labels).map(([label, value]) => `${label}=${quoteString(value)}`);
  return inner.length === 0 ? name : `${name}{${inner.join(',')}}`;
};

const fixedLabels = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([, value]) => !value.includes('{{')));

const checkOf = (rule: Rule, { expect }: RuleTest, at: number): QueryCheck => {
  const own = fixedLabels(rule.labels);
  if (rule.kind === 'record')
    return {
      kind: 'query',
      at,
      query: selector(rule.record, own),
      samples: expect.map(({ labels, value = 0 }) => ({ labels: { __name__: rule.record, ...labels, ...own }, value })),
    };
  const state = { alertname: rule.alert, alertstate: 'firing' };
  return {
    kind: 'query',
    at,
    query: selector('ALERTS', { ...state, ...own }),
    samples: expect.map(({ labels }) => ({ labels: { __name__: 'ALERTS', ...state, ...labels, ...own }, value: 1 })),
  };
};

/** The tests that the author of a rule wrote, as promtool runs them. `evaluation` is in milliseconds. */
export const ownTests = (rule: Rule, evaluation: number): readonly RuleTestCase[] =>
  (rule.tests ?? []).map(test => ({
    name: `${rule.kind === 'alert' ? rule.alert : rule.record}: ${test.name}`,
    interval: parseDuration(test.interval ?? '') ?? evaluation,
    series: Object.entries(test.series).map(([series, values]) => ({ series, values, labels: {} })),
    checks: [checkOf(rule, test, parseDuration(test.at) ?? 0)],
  }));
