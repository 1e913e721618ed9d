import { describe, expect, test } from 'vitest';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { printPretty } from '../../src/promql/print-pretty.ts';
import { injectMatchers, renameMetric, splitByLabel, substituteRange } from '../../src/promql/rewrite.ts';
import type { Expr } from '../../src/promql/syntax.ts';

const read = (text: string): Expr => {
  const { expr, problems } = parse(text, { variables: true, features: ['promql-experimental-functions'] });
  if (expr === undefined || problems.length > 0) throw new Error(JSON.stringify(problems));
  return expr;
};

const job = { label: 'job', op: '=', value: 'api' } as const;

describe('rewrites', () => {
  test.each([
    [
      'a matcher goes into every selector',
      injectMatchers(read('rate(x[5m]) / on (a) y{b="c"} > 0'), [job]),
      'rate(x{job="api"}[5m]) / on (a) y{b="c",job="api"} > 0',
    ],
    ['a matcher of the author stays', injectMatchers(read('x{job!="web"} + y'), [job]), 'x{job!="web"} + y{job="api"}'],
    [
      'what info selects is left alone',
      injectMatchers(read('info(x, {version=~".+"})'), [job]),
      'info(x{job="api"}, {version=~".+"})',
    ],
    [
      'a metric is renamed in both spellings',
      renameMetric(read('x + rate(x[5m]) + {__name__="x"} + y'), 'x', 'z'),
      'z + rate(z[5m]) + {__name__="z"} + y',
    ],
    [
      'a range is replaced and the subquery stays',
      substituteRange(read('max_over_time(rate(x[5m])[1h:1m])'), 600_000),
      'max_over_time(rate(x[10m])[1h:1m])',
    ],
  ])('%s', (_, expr, text) => {
    expect(print(expr)).toBe(text);
  });

  test('one expression per value', () => {
    expect(splitByLabel(read('sum(x)'), 'zone', ['a', 'b']).map(({ value, expr }) => [value, print(expr)])).toEqual([
      ['a', 'sum(x{zone="a"})'],
      ['b', 'sum(x{zone="b"})'],
    ]);
  });
});

describe('the pretty form', () => {
  test.each([
    ['a short expression stays on its line', 'sum(rate(x[5m]))', 'sum(rate(x[5m]))'],
    [
      'operands stand on lines of their own',
      'sum by (handler) (rate(requests_total{status=~"5.."}[5m])) / sum by (handler) (rate(requests_total[5m])) > 0.05',
      'sum by (handler) (\n  rate(requests_total{status=~"5.."}[5m])\n)\n/ sum by (handler) (rate(requests_total[5m]))\n> 0.05',
    ],
    [
      'a line separator in a string breaks no line',
      'absent(absent(some_longer_metric_name{a="\u2028"}))',
      'absent(\n  absent(some_longer_metric_name{a="\u2028"})\n)',
    ],
    [
      'arguments stand on lines of their own',
      'histogram_quantile(0.95, sum by (le) (rate(latency_bucket{a="b"}[5m]))) * (alpha + beta)',
      'histogram_quantile(\n  0.95,\n  sum by (le) (\n    rate(latency_bucket{a="b"}[5m])\n  )\n)\n* (\n  alpha + beta\n)',
    ],
  ])('%s', (_, text, pretty) => {
    expect(printPretty(read(text), 45)).toBe(pretty);
    expect(print(read(pretty))).toBe(text);
  });
});
