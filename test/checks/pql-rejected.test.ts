import { describe, expect, test } from 'vitest';
import { alert, findingsOf, record, said } from './pql-fixture.ts';

describe('an alert on', () => {
  test.each([
    [
      'a record of another pace',
      'slo:sli_error:ratio_rate3d{service="api"} > 0.5',
      'GRP-DELAY',
      'The alert `UnderTest` is evaluated every 30s and reads `slo:sli_error:ratio_rate3d`, which the group `',
    ],
    [
      'anchored alternatives',
      'queue_length{queue=~"^a|b$"} > 3',
      'PQL-REGEX',
      'The alert `UnderTest` has the needless pattern `queue=~"^a|b$"`.',
    ],
    [
      'a metric of nobody',
      'sum(rate(order_total[5m])) > 1000',
      'METRIC-UNKNOWN',
      'The alert `UnderTest` uses the metric `order_total`, which nothing in the stack exposes or records.',
    ],
    [
      'a metric of another service',
      'sum(rate(orders_total{service="api"}[5m])) > 1000',
      'METRIC-UNKNOWN',
      'The alert `UnderTest` uses the metric `orders_total` of the service `api`, which does not expose it.',
    ],
    [
      'a record of another service',
      'api:http_requests:rate5m{service="shop"} > 1',
      'METRIC-UNKNOWN',
      'The alert `UnderTest` uses the metric `api:http_requests:rate5m` of the service `shop`, which does not expose it.',
    ],
    [
      'a histogram as a whole',
      'rate(order_seconds[5m]) > 1',
      'METRIC-UNKNOWN',
      'In the alert `UnderTest`: `order_seconds` is a histogram, and no series has that name.',
    ],
    [
      'a service of nobody',
      'queue_length{service="shpo"} > 1',
      'PQL-IMPOSSIBLE',
      'The alert `UnderTest` asks for the service `shpo`, and nothing in the stack has that name.',
    ],
    ['a label of nobody', 'queue_length{name="a"} > 1', 'LABEL-UNKNOWN', ''],
    [
      'a label that only another service has',
      'sum(rate(http_requests_total{service="shop",endpoint="/"}[5m])) > 1',
      'LABEL-UNKNOWN',
      '',
    ],
    ['a value of nobody', 'sum(rate(orders_total{status="fialed"}[5m])) > 1', 'PQL-IMPOSSIBLE', ''],
    [
      'a dropped label',
      'sum by (country) (sum by (status) (rate(orders_total[5m]))) > 100',
      'PQL-IMPOSSIBLE',
      'In the alert `UnderTest`: `sum by (country)` groups by the label `country`, which is not there. `sum by (status)` drops the label `country`.',
    ],
    [
      'a share with different labels',
      'sum by (country) (rate(orders_total[5m])) / sum(rate(orders_total[5m])) > 0.5',
      'PQL-JOIN',
      '',
    ],
    [
      'a rate of a gauge',
      'rate(queue_length[5m]) > 3',
      'PQL-RATE',
      'In the alert `UnderTest`: `rate` is for a counter, and `queue_length` is a gauge.',
    ],
    ['a raw counter', 'sum(orders_total) > 1000', 'PQL-RATE', ''],
    [
      'a rate over two scrapes',
      'sum(rate(orders_total[30s])) > 100',
      'PQL-RATE',
      'In the alert `UnderTest`: `rate` looks at 30s of `orders_total`, which is scraped every 15s.',
    ],
    [
      'a quantile without bounds',
      'histogram_quantile(0.9, sum by (country) (rate(order_seconds_bucket[5m]))) > 1',
      'PQL-HQ',
      '',
    ],
    ['a quantile of raw buckets', 'histogram_quantile(0.9, order_seconds_bucket) > 1', 'PQL-HQ', ''],
    ['a mean of quantiles', 'avg(gc_pause_seconds) > 1', 'PQL-HQ', ''],
    ['a rate of a sum', 'rate(sum(orders_total)[5m:]) > 10', 'TYPE-SUM', ''],
    [
      'a whole bound',
      'sum(rate(order_seconds_bucket{le="1"}[5m])) < 1',
      'PQL-LE',
      'The alert `UnderTest` asks for the bucket le="1" of `order_seconds_bucket`, which another release calls "1.0".',
    ],
    [
      'a whole bound of Prometheus 3',
      'sum(rate(order_seconds_bucket{le="2.0"}[5m])) < 1',
      'PQL-LE',
      'The alert `UnderTest` asks for the bucket le="2.0" of `order_seconds_bucket`, which another release calls "2".',
    ],
    [
      'whole bounds in a list',
      'sum(rate(order_seconds_bucket{le=~"1|2"}[5m])) < 1',
      'PQL-LE',
      'The alert `UnderTest` asks for the bucket le=~"1|2" of `order_seconds_bucket`, which another release calls "1.0|2.0".',
    ],
    ['no condition', 'sum(rate(orders_total[5m]))', 'ALERT-ALWAYS', ''],
    ['a condition that is 0 or 1', 'queue_length > bool 100', 'ALERT-ALWAYS', ''],
    ['half a condition', 'queue_length > 100 or queue_size', 'ALERT-ALWAYS', ''],
    ['a number', 'vector(1)', 'ALERT-ALWAYS', ''],
    ['a long time ago', 'queue_length > queue_length offset 1y', 'PQL-RETENTION', ''],
    [
      'an anchored pattern',
      'queue_length{queue=~"^a.*$"} > 3',
      'PQL-REGEX',
      'The alert `UnderTest` has the needless pattern `queue=~"^a.*$"`.',
    ],
    [
      'a pattern that is none',
      'queue_length{queue!~"a"} > 3',
      'PQL-REGEX',
      'The alert `UnderTest` has the needless pattern `queue!~"a"`.',
    ],
    [
      'a pattern of everything',
      'queue_length{queue=~".*"} > 3',
      'PQL-REGEX',
      'The alert `UnderTest` has the needless pattern `queue=~".*"`.',
    ],
    ['an open parenthesis', 'sum(queue_length > 3', 'PQL-SYNTAX', ''],
    ['a function of nobody', 'sums(queue_length) > 3', 'PQL-SYNTAX', ''],
    ['a rate without a range', 'rate(orders_total) > 100', 'PQL-TYPE', ''],
    ['a function behind a flag', 'sort_by_label(queue_length, "queue") > 3', 'PQL-VERSION', ''],
    ['a sum of ratios', 'sum(rate(orders_total{status="failed"}[5m]) / rate(orders_total[5m])) > 1', 'PQL-NAN', ''],
  ])('%s', (_, expr, code, message) => {
    const found = said([alert(expr)]);
    expect(found.map(([first]) => first)).toEqual([code]);
    expect(found[0]?.[1]).toContain(message);
  });
});

describe('an alert on a few events', () => {
  test.each([
    ['counted', 'sum(increase(orders_total{status="failed"}[15m])) >= 3'],
    ['ten of them', 'sum(increase(orders_total[15m])) >= 10'],
    ['at all', 'increase(orders_total[15m]) > 0'],
    ['written the other way round', '3 <= sum(increase(orders_total[15m]))'],
    ['exactly', 'sum(increase(orders_total[15m])) == 1'],
    ['not none', '0 != sum(increase(orders_total[15m]))'],
    ['rounded', 'round(sum(increase(orders_total[15m]))) > 0'],
    ['per second', 'sum(rate(orders_total{status="failed"}[5m])) > 0.01'],
    ['beside another condition', 'increase(orders_total[15m]) > 0 and queue_length > 3'],
  ])('%s, misses the first of a new series', (_, expr) => {
    const planned = alert(expr, { path: 'acme/api/RequestsMissing' });
    expect(said([planned]).filter(([code]) => code === 'PQL-BIRTH')).toEqual([
      [
        'PQL-BIRTH',
        `The alert \`UnderTest\` counts a few events of \`orders_total\`, and \`${expr.includes('rate') ? 'rate' : 'increase'}\` does not see the first one of a series that appears with it.`,
      ],
    ]);
  });

  test.each([
    ['many', 'sum(increase(orders_total[15m])) > 11'],
    ['many per second', 'sum(rate(orders_total[5m])) > 0.04'],
    ['a share', 'sum(increase(orders_total[15m])) / sum(queue_size) > 3'],
    [
      'births seen',
      'sum((orders_total unless last_over_time(orders_total[1h] offset 15m)) or increase(orders_total[15m])) >= 3',
    ],
    ['zeros from the start', 'sum(increase(payments_total[15m])) >= 3'],
  ])('but not with %s', (_, expr) => {
    expect(said([alert(expr, { path: 'acme/api/RequestsMissing' })])).toEqual([]);
  });
});

describe('an alert about errors', () => {
  const errors = { labels: { category: 'errors' } };

  test.each([
    ['of a value', 'status="failed"'],
    ['of all values but one', 'status!="ok"'],
  ])('%s per second is about traffic as well', (_, matcher) => {
    const expr = `sum(rate(orders_total{service="shop",${matcher}}[5m])) > 2`;
    expect(findingsOf([alert(expr, errors)])).toEqual([
      [
        'PQL-ABS',
        'under/test',
        'The alert `UnderTest` compares the errors per second of `orders_total` with a fixed number, whatever the traffic.',
        'Divide by the rate of all of them, `orders_total{service="shop"}`, and compare the share.',
      ],
    ]);
  });

  test.each([
    ['a share', 'sum(rate(orders_total{status="failed"}[5m])) / sum(rate(orders_total[5m])) > 0.1'],
    ['everything that is counted', 'sum(rate(orders_total{service="shop"}[5m])) > 2'],
    ['any at all', 'sum(rate(orders_total{status="failed"}[5m])) > 0'],
  ])('accepts %s', (_, expr) => {
    expect(said([alert(expr, errors)])).toEqual([]);
  });
});

test('a record that divides by what is 0 at rest, directly or through a record', () => {
  const rules = [
    record('shop:orders:rate5m', 'sum(rate(orders_total[5m]))'),
    record('shop:failed:ratio5m', 'sum(rate(orders_total{status="failed"}[5m])) / shop:orders:rate5m'),
    record('shop:failed:ratio1h', 'sum(increase(orders_total{status="failed"}[1h])) / sum(increase(orders_total[1h]))'),
    record('shop:failed:max', 'max_over_time(shop:failed:ratio5m[1h])'),
  ];
  expect(findingsOf(rules).map(([code, path, , hint]) => [code, path, hint])).toEqual([
    [
      'PQL-NAN',
      'records/shop:failed:ratio5m',
      'Divide by `(shop:orders:rate5m > 0)`: without traffic there is then no ratio.',
    ],
    [
      'PQL-NAN',
      'records/shop:failed:ratio1h',
      'Divide by `(sum(increase(orders_total[1h])) > 0)`: without traffic there is then no ratio.',
    ],
  ]);
});

describe('a record of a share by', () => {
  test.each([
    ['a rate with a factor', '(sum(rate(orders_total[5m])) * 100)'],
    ['a rate without a lower bound above 0', 'clamp_min(sum(rate(orders_total[5m])), 0)'],
    ['a rate within bounds', 'clamp(sum(rate(orders_total[5m])), 0, 5)'],
    ['an absolute rate', 'abs(sum(rate(orders_total[5m])))'],
    ['a rounded rate', 'round(sum(rate(orders_total[5m])))'],
    ['a rate or nothing', '(sum(rate(orders_total[5m])) or vector(0))'],
    ['a rate as a number', 'scalar(sum(rate(orders_total[5m])))'],
    ['nothing', '0'],
  ])('%s', (_, divisor) => {
    const found = findingsOf([record('shop:share', `sum(rate(orders_total{status="failed"}[5m])) / ${divisor}`)]);
    expect(found.map(([code]) => code)).toEqual(['PQL-NAN']);
  });

  test.each([
    ['a gauge with a factor', '(sum(queue_size) * 100)'],
    ['a rate with a bound above 0', 'clamp_min(sum(rate(orders_total[5m])), 1)'],
    ['a rounded gauge', 'round(sum(queue_size))'],
    ['a rate and a number', '(sum(rate(orders_total[5m])) + 1)'],
    ['a count of rates', 'count(rate(orders_total[5m]))'],
  ])('%s is accepted', (_, divisor) => {
    expect(said([record('shop:share', `sum(rate(orders_total{status="failed"}[5m])) / ${divisor}`)])).toEqual([]);
  });
});

describe('a rate of a recorded sum', () => {
  const sum = record('shop:orders:sum', 'sum by (country) (orders_total)');
  test.each<[string, string]>([
    ['directly', 'rate(shop:orders:sum[5m])'],
    ['in a subquery', 'increase(shop:orders:sum[5m:1m])'],
    ['through another record', 'sum(rate(shop:orders:again[5m]))'],
  ])('%s', (_, expr) => {
    const rules = [sum, record('shop:orders:again', 'last_over_time(shop:orders:sum[5m])'), record('shop:rate', expr)];
    expect(findingsOf(rules).map(([code, path]) => `${code} ${path}`)).toEqual(['TYPE-SUM records/shop:rate']);
  });

  test('is told with the name of the record', () => {
    expect(said([sum, record('shop:rate', 'rate(shop:orders:sum[5m])')])).toEqual([
      [
        'TYPE-SUM',
        'The recording rule `shop:rate` takes `rate` of `shop:orders:sum`, which is an aggregation of counters: when one process restarts, the sum falls and looks like a reset.',
      ],
    ]);
  });

  test('is none of a record that only chooses', () => {
    const chosen = record('shop:orders', 'orders_total{status="ok"}');
    expect(said([chosen, record('shop:rate', 'sum(rate(shop:orders[5m]))')])).toEqual([]);
  });
});

test('rules and panels that use records which nobody ships', () => {
  const panels = ['node:node_cpu:ratio', 'sum(instance:node_load1_per_cpu:ratio) / scalar(count(node:nodes:total))'];
  const found = findingsOf([alert('node:node_cpu:ratio > 0.9')], { panels });
  expect(found.map(([code, path, message]) => [code, path, /`([a-z0-9_]+:[^`]+)`/.exec(message)?.[1]])).toEqual([
    ['METRIC-UNKNOWN', 'under/test', 'node:node_cpu:ratio'],
    ['METRIC-UNKNOWN', 'under/test', 'node:node_cpu:ratio'],
    ['METRIC-UNKNOWN', 'under/test', 'instance:node_load1_per_cpu:ratio'],
    ['METRIC-UNKNOWN', 'under/test', 'node:nodes:total'],
  ]);
});
