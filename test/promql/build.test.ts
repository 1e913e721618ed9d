import { describe, expect, test } from 'vitest';
import { metricHandle, number, time } from '../../src/promql/build.ts';
import { counter, gauge, histogram, nativeHistogram, summary } from '../../src/promql/declare.ts';

const requests = metricHandle(counter('http_requests_total', { labels: ['status', 'handler'] }), { service: 'api' });
const latency = metricHandle(histogram('latency_seconds', { labels: ['handler'] }), { service: 'api' });
const queue = metricHandle(gauge('queue_length', { labels: ['queue'] }));
const native = metricHandle(nativeHistogram('wait_seconds'));
const pauses = metricHandle(summary('gc_seconds'));

describe('a query reads left to right', () => {
  test.each([
    [
      'an error ratio',
      requests.where({ status: /5../ }).rate('5m').sumBy('handler').over(requests.rate('5m').sumBy('handler')).gt(0.05),
      'sum by (handler) (rate(http_requests_total{service="api",status=~"5.."}[5m])) / sum by (handler) (rate(http_requests_total{service="api"}[5m])) > 0.05',
    ],
    [
      'a quantile of a classic histogram keeps le',
      latency.rate('5m').sumBy('service').quantile(0.95),
      'histogram_quantile(0.95, sum by (le, service) (rate(latency_seconds_bucket{service="api"}[5m])))',
    ],
    [
      'a quantile of a native histogram',
      native.rate('5m').sum().quantile(0.5),
      'histogram_quantile(0.5, sum(rate(wait_seconds[5m])))',
    ],
    [
      'a summary',
      pauses.sum().rate('5m').over(pauses.count().rate('5m')),
      'rate(gc_seconds_sum[5m]) / rate(gc_seconds_count[5m])',
    ],
    [
      'one of several values is escaped',
      requests
        .unbound()
        .where({ handler: ['/a.b', '/c'] })
        .increase('1h'),
      'increase(http_requests_total{handler=~"/a\\\\.b|/c"}[1h])',
    ],
    [
      'growth that sees the birth of a series',
      requests.unbound().where({ status: '500' }).increaseSinceBirth('15m').sumBy('service').ge(3),
      'sum by (service) (http_requests_total{status="500"} unless last_over_time(http_requests_total{status="500"}[1h] offset 15m) or increase(http_requests_total{status="500"}[15m])) >= 3',
    ],
    [
      'the opposite of a value',
      requests
        .unbound()
        .where({ status: { not: '200' } })
        .rate('1m'),
      'rate(http_requests_total{status!="200"}[1m])',
    ],
    [
      'a condition replaces a bound matcher',
      requests.where({ service: 'web' }).rate('1m'),
      'rate(http_requests_total{service="web"}[1m])',
    ],
    [
      'many to one with a copied label',
      queue.manyOn('service').take('node').times(queue.maxBy('service', 'node')),
      'queue_length * on (service) group_left (node) max by (service, node) (queue_length)',
    ],
    ['an aggregation with a parameter', queue.topkBy(3, 'queue'), 'topk by (queue) (3, queue_length)'],
    [
      'a subquery of arithmetic',
      queue.plus(1).subquery('1h', '1m').maxOverTime(),
      'max_over_time((queue_length + 1)[1h:1m])',
    ],
    [
      'a dashboard variable as range',
      requests.unbound().rate('$__rate_interval'),
      'rate(http_requests_total[$__rate_interval])',
    ],
    [
      'the modifiers stand behind the range',
      queue.at('end').offset('1d').avgOverTime('5m'),
      'avg_over_time(queue_length[5m] @ end() offset 1d)',
    ],
    ['an age', time().minusEach(queue), 'time() - queue_length'],
    ['a power of a number', number(2).powerEach(queue), '2 ^ queue_length'],
    [
      'absence',
      queue.absent().or(queue.unless(queue.gt(3))),
      'absent(queue_length) or queue_length unless queue_length > 3',
    ],
    ['a 0 or 1', queue.gtBool(3).minus(1), '(queue_length > bool 3) - 1'],
  ])('%s', (_, query, text) => {
    expect(query.toPromql()).toBe(text);
    expect(query.mistakes).toEqual([]);
  });
});

describe('what untyped callers get wrong is kept, not thrown', () => {
  test.each([
    ['nothing', []],
    ['null', [null]],
    ['a name', ['requests_total']],
    ['an unknown kind', [{ name: 'x', kind: 'meter', labels: {} }]],
    ['no labels', [{ name: 'x', kind: 'counter' }]],
  ])('a handle of %s', (_, args) => {
    const handle: unknown = Reflect.apply(metricHandle, undefined, args);
    expect(handle).toMatchObject({
      mistakes: ['A metric is declared with counter(), gauge(), histogram() and their kin.'],
    });
  });

  test.each([
    ['null options', ['x', null]],
    ['labels that are a number', ['x', { labels: 5 }]],
    ['labels that are null', ['x', { labels: null }]],
  ])('a declaration with %s has no labels', (_, args) => {
    expect(Reflect.apply(counter, undefined, args)).toEqual({ name: 'x', kind: 'counter', labels: {} });
  });

  test('matchers to bind that are none', () => {
    expect(Reflect.apply(metricHandle, undefined, [gauge('x'), null])).toMatchObject({
      mistakes: ['where() takes conditions such as { status: "500" }, not nothing.'],
    });
  });

  const untyped = (value: object, ...path: readonly (readonly [string, ...unknown[]])[]): unknown =>
    path.reduce<unknown>((at, [name, ...args]) => {
      const method: unknown = typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined;
      return typeof method === 'function' ? Reflect.apply(method, at, args) : undefined;
    }, value);
  test.each([
    ['rate of a gauge', queue, [['rate', '5m']], ['rate() is for a counter, and queue_length is a gauge.']],
    [
      'delta of a counter',
      requests,
      [['delta', '5m']],
      ['delta() is for a gauge, and http_requests_total is a counter.'],
    ],
    [
      'an unknown label',
      queue,
      [['where', { stauts: '5' }]],
      [
        'The metric has no label "stauts"; it has "queue", "job", "instance", "service", "team", "env", "tier", "node".',
      ],
    ],
    ['a range that is none', requests, [['rate', 5]], ['A range is a duration such as "5m", not `5`.']],
    ['no range', requests, [['rate']], ['A range is a duration such as "5m", not nothing.']],
    [
      'a flag of a regular expression',
      queue,
      [['where', { queue: /a/i }]],
      ['The regular expression /a/i has flags, which PromQL does not know.'],
    ],
    [
      'conditions that are none',
      queue,
      [['where']],
      ['where() takes conditions such as { status: "500" }, not nothing.'],
    ],
    [
      'an operand that is none',
      queue,
      [
        ['plus', {}],
        ['sumBy', 3],
      ],
      ['A number or a query is expected, not a object.', 'sumBy() takes label names in quotes.'],
    ],
  ] as const)('%s', (_, value, path, mistakes) => {
    expect(untyped(value, ...path)).toMatchObject({ mistakes });
  });
});
