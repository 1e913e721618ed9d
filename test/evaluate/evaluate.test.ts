import { describe, expect, test } from 'vitest';
import { answer } from './answer.ts';

// That values are those of Prometheus is proved in test/external/evaluate.test.ts; here stands why they are what they are.

describe('an expression is worth', () => {
  test.each([
    {
      sentence: 'the newest sample of a series, for five minutes after it',
      expr: 'up',
      series: { 'up{job="a"}': '1 0', 'up{job="b"}': '_ _x5 1' },
      at: 5,
      value: { '__name__=up,job=a': 0 },
    },
    {
      sentence: 'nothing where a series has ended',
      expr: 'up',
      series: { 'up{job="a"}': '1 stale', 'up{job="b"}': '1 1' },
      at: 1,
      value: { '__name__=up,job=b': 1 },
    },
    {
      sentence: 'growth, extended to the ends of the range',
      expr: 'increase(requests[4m])',
      series: { requests: '0+60x10' },
      at: 10,
      value: { '': 240 },
    },
    {
      sentence: 'growth past a reset',
      expr: 'increase(requests[4m])',
      series: { requests: '100 100 5 15 18' },
      at: 4,
      value: { '': 24 },
    },
    {
      sentence: 'the failures of each service as a share, without its name',
      expr: 'sum by (service) (errors) / on(service) sum by (service) (total)',
      series: {
        'errors{service="a",code="500"}': '3',
        'errors{service="a",code="503"}': '1',
        'total{service="a"}': '16',
      },
      at: 0,
      value: { 'service=a': 0.25 },
    },
    {
      sentence: 'a label that the side with one series lends to the side with many',
      expr: 'load * on(instance) group_left(node) info',
      series: {
        'load{instance="i",cpu="0"}': '3',
        'load{instance="i",cpu="1"}': '4',
        'info{instance="i",node="n"}': '1',
      },
      at: 0,
      value: { 'cpu=0,instance=i,node=n': 3, 'cpu=1,instance=i,node=n': 4 },
    },
    {
      sentence: 'a filter, which keeps names and values',
      expr: 'up > 0',
      series: { 'up{job="a"}': '2', 'up{job="b"}': '0' },
      at: 0,
      value: { '__name__=up,job=a': 2 },
    },
    {
      sentence: '0 or 1 of a comparison with bool, without the name',
      expr: '1 > bool up',
      series: { 'up{job="a"}': '2', 'up{job="b"}': '0' },
      at: 0,
      value: { 'job=a': 0, 'job=b': 1 },
    },
    {
      sentence: 'a quantile within its bucket',
      expr: 'histogram_quantile(0.95, latency_bucket)',
      series: { 'latency_bucket{le="5"}': '94', 'latency_bucket{le="10"}': '100', 'latency_bucket{le="+Inf"}': '100' },
      at: 0,
      value: { '': 5 + 5 / 6 },
    },
    {
      sentence: 'the labels that an absent series would have',
      expr: 'absent(up{job="a",env=~"p.*",team="x",team="y"})',
      series: {},
      at: 0,
      value: { 'job=a': 1 },
    },
    {
      sentence: 'a label made of parts of another',
      expr: 'label_replace(up, "host", "$1", "instance", "(.*):.*")',
      series: { 'up{instance="h:1"}': '1' },
      at: 0,
      value: { '__name__=up,host=h,instance=h:1': 1 },
    },
    {
      sentence: 'the mean of a subquery, whose steps are multiples of a minute unless it says more',
      expr: 'avg_over_time((up * 2)[3m:])',
      series: { up: '1 2 3 4 5' },
      at: 4,
      value: { '': 8 },
    },
    { sentence: 'what arithmetic says', expr: '-2 ^ 2 + 7 % 4', series: {}, at: 0, value: -1 },
    { sentence: 'a string', expr: '"text"', series: {}, at: 0, value: 'text' },
    { sentence: 'the time in seconds', expr: 'time()', series: {}, at: 2, value: 120 },
    {
      sentence: 'what it was before, and what it was at a time',
      expr: 'up offset 1m + on() up @ 240',
      series: { up: '1 2 3 4 5' },
      at: 3,
      value: { '': 8 },
    },
  ])('$sentence', ({ expr, series, at, value }) => {
    expect(answer(expr, series, at)).toEqual(value);
  });

  test.each([
    { expr: 'count_over_time(up[2m])', open: 2, closed: 3 },
    { expr: 'count_over_time(up[2m:1m])', open: 2, closed: 3 },
    { expr: 'count_over_time(up[90s])', open: 2, closed: 2 },
    { expr: 'up @ 540', open: undefined, closed: 4 },
  ])('$expr by whether ranges hold their left end', ({ expr, open, closed }) => {
    const series = { up: '0 1 2 3 4' };
    const named = expr.startsWith('up') ? '__name__=up' : '';
    const expected = (value: number | undefined) => (value === undefined ? {} : { [named]: value });
    expect(answer(expr, series, 4)).toEqual(expected(open));
    expect(answer(expr, series, 4, { leftOpen: false })).toEqual(expected(closed));
  });

  test('what the lookback and the evaluation interval make of it', () => {
    expect(answer('up', { up: '1' }, 10, { lookback: 11 * 60_000 })).toEqual({ '__name__=up': 1 });
    expect(answer('count_over_time(up[4m:])', { up: '1x9' }, 8, { evaluationInterval: 120_000 })).toEqual({ '': 2 });
  });

  test('labels that have the names of what every object has', () => {
    expect(answer('sum by (constructor) (up{toString=""})', { 'up{constructor="c",__proto__="p"}': '1' }, 0)).toEqual({
      'constructor=c': 1,
    });
    expect(answer('sum by (constructor) (up)', { up: '1' }, 0)).toEqual({ '': 1 });
  });
});

describe('what Prometheus refuses at run time is an error', () => {
  const series = {
    'up{job="a",instance="1"}': '1',
    'up{job="a",instance="2"}': '1',
    'info{job="a"}': '1',
    'info{job="a",node="n"}': '1',
    'down{job="a",instance="1"}': '1',
  };
  const manySided = 'many-to-one matching must be explicit';
  test.each([
    { expr: 'up * on(job) group_left() info', message: 'duplicate series for the match group on the right hand-side' },
    { expr: 'info * on(job) group_right() up', message: 'duplicate series for the match group on the left hand-side' },
    { expr: 'up * on(job) info{node="n"}', message: manySided },
    { expr: 'up >= on(job) info{node="n"}', message: manySided },
    { expr: 'up * on(job) group_left(instance) info{node="n"}', message: 'grouping labels must ensure unique matches' },
    { expr: '{__name__=~"up|down"} + 1', message: 'vector cannot contain metrics with the same labelset' },
    { expr: 'rate({__name__=~"up|down"}[5m:1m])', message: 'vector cannot contain metrics with the same labelset' },
    {
      expr: 'label_replace(up, "instance", "", "", "")',
      message: 'vector cannot contain metrics with the same labelset',
    },
    { expr: 'label_replace(up, "", "x", "", "")', message: 'invalid destination label name' },
    { expr: 'topk(NaN, up)', message: 'the parameter of topk is no integer' },
    { expr: 'double_exponential_smoothing(up[5m], 1, 0.5)', message: 'expected a number between 0 and 1' },
  ])('$expr', ({ expr, message }) => {
    expect(answer(expr, series, 2)).toEqual({ kind: 'error', message: expect.stringContaining(message) });
  });

  test('and so are series that become one at different steps of a subquery', () => {
    const late = { 'a{x="1"}': '1x10 stale', 'b{x="1"}': '_x20 1x10' };
    expect(answer('max_over_time(rate({__name__=~"a|b"}[3m])[30m:1m])', late, 30)).toEqual({
      kind: 'error',
      message: 'vector cannot contain metrics with the same labelset',
    });
    expect(answer('max_over_time((-{__name__=~"a|b"})[30m:1m])', late, 30)).toMatchObject({ kind: 'error' });
    expect(answer('max_over_time(abs({__name__=~"a|b"})[30m:1m])', late, 30)).toEqual({ 'x=1': 1 });
  });
});

describe('what is not known is said, not guessed', () => {
  test.each([
    { expr: 'histogram_count(up)', what: 'the function `histogram_count`' },
    { expr: 'histogram_fraction(0, 1, up)', what: 'the function `histogram_fraction`' },
    { expr: 'sum(1 + histogram_avg(up))', what: 'the function `histogram_avg`' },
    { expr: 'sort_by_label(up, "job")', what: 'the function `sort_by_label`' },
    { expr: 'info(up)', what: 'the function `info`' },
    { expr: 'limitk(1, up)', what: 'the aggregation `limitk`' },
    { expr: 'up </ 5', what: 'the operator `</`' },
    { expr: 'up + fill(0) up', what: 'the modifier `fill`' },
    { expr: 'rate(up[5m] smoothed)', what: 'the modifier `smoothed`' },
    { expr: 'rate(up[$__rate_interval])', what: 'the variable `$__rate_interval`' },
    { expr: 'up > $limit', what: 'the variable `$limit`' },
    { expr: 'rate(up[5m + 1m])', what: 'arithmetic with durations' },
    { expr: 'rate(up[step()])', what: 'arithmetic with durations' },
    { expr: 'up[5m]', what: 'a range vector as a result' },
    { expr: 'max_over_time((up @ 5)[20s:10m])', what: 'a subquery without a step of an expression with `@`' },
    { expr: 'max_over_time(up[1y:1ms])', what: 'a subquery of more than 5000000 steps' },
    { expr: 'up{job=~"(?i)API"}', what: 'the pattern `(?i)API`' },
    { expr: 'up{job=~"[\\\\s]+"}', what: 'the pattern `[\\s]+`' },
    { expr: 'label_replace(up, "a", "b", "c", "\\\\pL")', what: 'the pattern `\\pL`' },
    { expr: 'hour(up * 1e15)', what: '`hour` of a time outside of the years 100 to 9999' },
    { expr: 'max_over_time((up @ 5)[5m:1m] @ 60)', what: 'a subquery with `@` or `offset` of an expression with `@`' },
    {
      expr: 'max_over_time(predict_linear(up[5m] @ 60, 5)[5m:1m])',
      what: '`predict_linear` of a range with `@` within a subquery',
    },
  ])('$expr', ({ expr, what }) => {
    expect(answer(expr, { 'up{job="api"}': '1x10' }, 5)).toEqual({ kind: 'unsupported', what });
  });

  test('nor where Prometheus 2 lets two series have the same labels', () => {
    const series = { 'up{job="a"}': '1', 'up{job="b"}': '1' };
    const expr = 'label_join(up, "job", "")';
    expect(answer(expr, series, 0)).toMatchObject({ kind: 'error' });
    expect(answer(expr, series, 0, { leftOpen: false })).toEqual({
      kind: 'unsupported',
      what: '`label_join` that makes two series one',
    });
  });
});
