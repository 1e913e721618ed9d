import { describe, expect, test } from 'vitest';
import { counter, gauge, histogram, info, nativeHistogram, summary } from '../../src/promql/declare.ts';
import { type Environment, type Inference, infer, withRuleLabels } from '../../src/promql/infer.ts';
import { labelFact, possibleLabels, sureLabels } from '../../src/promql/label-set.ts';
import type { MetricDeclaration } from '../../src/promql/metric.ts';
import { parse } from '../../src/promql/parse.ts';
import { explain } from '../../src/promql/reason.ts';
import type { Expr } from '../../src/promql/syntax.ts';

const metrics: readonly MetricDeclaration[] = [
  counter('requests_total', { labels: { status: { values: ['200', '404', '500'] }, handler: { cardinality: 10 } } }),
  gauge('queue_length', { labels: ['queue'] }),
  gauge('user_sessions', { labels: { user: { cardinality: 'unbounded' } } }),
  gauge('temperature', { labels: { room: { values: ['a', 'b'] } } }),
  histogram('latency_seconds', { labels: { handler: { cardinality: 10 } }, buckets: [0.1, 0.5, 1] }),
  nativeHistogram('wait_seconds', { labels: ['handler'] }),
  summary('gc_seconds'),
  info('build_info', { labels: ['version'] }),
];

const read = (text: string): Expr => {
  const { expr, problems } = parse(text, {
    features: ['promql-experimental-functions', 'promql-binop-fill-modifiers'],
  });
  if (expr === undefined || problems.length > 0) throw new Error(JSON.stringify(problems));
  return expr;
};

const rules: ReadonlyMap<string, Expr> = new Map([
  ['job:requests:rate5m', read('sum by (job) (rate(requests_total[5m]))')],
  ['job:requests:double', read('2 * job:requests:rate5m')],
  ['self:frozen', read('clamp_max(self:frozen or 0 * queue_length, 1)')],
]);

const environment: Environment = {
  metric: name => metrics.find(metric => metric.name === name),
  record: name => rules.get(name),
  targetLabels: ['job', 'instance'],
};

const of = (text: string): Inference => infer(read(text), environment);

describe('labels flow', () => {
  test.each<readonly [text: string, sure: readonly string[], possible: readonly string[] | undefined]>([
    ['requests_total', ['status', 'handler', 'job', 'instance'], ['status', 'handler', 'job', 'instance']],
    ['requests_total{status=""}', ['handler', 'job', 'instance'], ['handler', 'job', 'instance']],
    ['sum(requests_total)', [], []],
    ['sum by (job, pod) (requests_total)', ['job'], ['job']],
    ['sum without (instance) (requests_total)', ['status', 'handler', 'job'], ['status', 'handler', 'job']],
    ['topk(3, queue_length)', ['queue', 'job', 'instance'], ['queue', 'job', 'instance']],
    ['count_values by (job) ("size", queue_length)', ['job', 'size'], ['job', 'size']],
    [
      'rate(requests_total[5m]) * 2',
      ['status', 'handler', 'job', 'instance'],
      ['status', 'handler', 'job', 'instance'],
    ],
    ['queue_length / on (job) sum by (job) (queue_length)', ['job'], ['job']],
    ['queue_length / ignoring (queue) up', ['job', 'instance'], ['job', 'instance']],
    [
      'queue_length * on (job, instance) group_left (version) build_info',
      ['queue', 'job', 'instance', 'version'],
      ['queue', 'job', 'instance', 'version'],
    ],
    [
      'build_info * on (job, instance) group_right (version) queue_length',
      ['queue', 'job', 'instance', 'version'],
      ['queue', 'job', 'instance', 'version'],
    ],
    ['queue_length and on (job) up', ['queue', 'job', 'instance'], ['queue', 'job', 'instance']],
    ['queue_length or up', ['job', 'instance'], ['queue', 'job', 'instance']],
    ['absent(queue_length{queue="x",job=~"a.*"})', ['queue'], ['queue']],
    ['label_replace(up, "pod", "$1", "instance", "(.*):.*")', ['job', 'instance'], ['job', 'instance', 'pod']],
    ['label_replace(up, "kind", "x", "instance", ".*")', ['job', 'instance', 'kind'], ['job', 'instance', 'kind']],
    ['label_join(up, "both", "/", "job", "instance")', ['job', 'instance', 'both'], ['job', 'instance', 'both']],
    ['histogram_quantile(0.9, sum by (le, job) (rate(latency_seconds_bucket[5m])))', ['job'], ['job']],
    ['job:requests:double{job="api"}', ['job'], ['job']],
    ['undeclared{a="b"}', ['a'], undefined],
    ['info(queue_length)', ['queue', 'job', 'instance'], undefined],
    ['vector(1)', [], []],
    ['-queue_length', ['queue', 'job', 'instance'], ['queue', 'job', 'instance']],
  ])('%s', (text, sure, possible) => {
    const { labels } = of(text);
    expect(sureLabels(labels)).toEqual(sure);
    expect(possibleLabels(labels)).toEqual(possible);
  });

  test.each<readonly [text: string, label: string, values: readonly string[] | undefined]>([
    ['requests_total', 'status', ['200', '404', '500']],
    ['requests_total{status=~"5..|4.."}', 'status', ['404', '500']],
    ['requests_total{status!="500"}', 'status', ['200', '404']],
    ['queue_length{queue=~"mail|push"}', 'queue', ['mail', 'push']],
    ['queue_length{queue=~"m.*"}', 'queue', undefined],
    ['sum by (status) (requests_total{status="500"})', 'status', ['500']],
    ['temperature{room="a"} or temperature{room="b"}', 'room', ['a', 'b']],
    ['queue_length', '__name__', ['queue_length']],
    ['rate(requests_total[5m])', '__name__', undefined],
    ['label_replace(up, "kind", "x", "instance", ".*")', 'kind', ['x']],
  ])('%s fixes the values of %s', (text, label, values) => {
    expect(labelFact(of(text).labels, label).values).toEqual(values);
  });

  test.each([
    ['sum by (job) (queue_length)', 'queue', '`sum by (job)` drops the label `queue`.'],
    ['queue_length', 'queue', '`queue_length` is declared with the label `queue`.'],
    ['queue_length', 'colour', '`queue_length` is declared without the label `colour`.'],
    [
      'job:requests:double',
      'status',
      'In the rule `job:requests:double`: In the rule `job:requests:rate5m`: `sum by (job)` drops the label `status`.',
    ],
    ['queue_length{queue="x"}', 'job', 'Every target carries the label `job`.'],
    ['up / on (job) up', 'instance', '`/ on (job)` decides about the label `instance`.'],
    ['undeclared', 'x', '`undeclared` is not declared, so nobody knows whether it has the label `x`.'],
    [
      'histogram_quantile(0.9, rate(latency_seconds_bucket[5m]))',
      'le',
      '`histogram_quantile` decides about the label `le`.',
    ],
  ])('%s: the reason for %s', (text, label, sentence) => {
    expect(explain(label, labelFact(of(text).labels, label).reason)).toBe(sentence);
  });

  test('a rule sets labels of its own', () => {
    const { labels } = withRuleLabels(of('sum(queue_length)'), 'queue:all', { team: 'platform', job: '' });
    expect(sureLabels(labels)).toEqual(['team']);
    expect(explain('team', labelFact(labels, 'team').reason)).toBe('The rule `queue:all` sets the label `team`.');
  });
});

describe('when a result has series', () => {
  test.each([
    ['queue_length', 'withData', false],
    ['queue_length > 3', 'filtered', true],
    ['queue_length > bool 3', 'withData', false],
    ['queue_length or vector(0)', 'always', false],
    ['sum(queue_length > 3)', 'filtered', true],
    ['queue_length unless up', 'filtered', false],
    ['absent(queue_length)', 'onAbsence', false],
    ['vector(time())', 'always', false],
    ['time()', 'always', false],
    ['queue_length / (up > 0)', 'filtered', true],
    ['job:requests:double', 'withData', false],
    ['topk(3, up)', 'withData', false],
    ['topk(0.5, up)', 'filtered', false],
    ['histogram_avg(up)', 'filtered', false],
    ['histogram_avg(rate(wait_seconds[5m]))', 'withData', false],
    ['histogram_quantile(0.9, up)', 'filtered', false],
    ['histogram_quantile(0.9, rate(latency_seconds_bucket[5m]))', 'withData', false],
  ])('%s is there %s', (text, occurrence, compares) => {
    expect(of(text)).toMatchObject({ occurrence, compares });
  });
});

describe('where NaN comes from', () => {
  test.each([
    ['queue_length / up', { why: 'division', what: 'up' }],
    ['queue_length / (up > 0)', undefined],
    ['queue_length / (up != 0)', undefined],
    ['queue_length / 60', undefined],
    ['queue_length / 0', { why: 'division', what: '0' }],
    ['queue_length / count(up)', undefined],
    ['queue_length / clamp_min(up, 1)', undefined],
    ['queue_length % up', { why: 'division', what: 'up' }],
    ['queue_length / up > 0.5', undefined],
    ['sum(queue_length / up)', { why: 'division', what: 'up' }],
    ['sqrt(queue_length)', { why: 'function', what: 'sqrt' }],
    ['histogram_quantile(0.9, sum by (le) (rate(latency_seconds_bucket[5m]))) > 1', undefined],
    ['NaN', { why: 'literal', what: 'NaN' }],
    ['queue_length ^ 0.5', { why: 'power', what: '0.5' }],
    ['queue_length ^ 2', undefined],
    ['up / stddev(count(up))', { why: 'division', what: 'stddev(count(up))' }],
  ])('%s', (text, nan) => {
    const found = of(text).nan;
    expect(found === undefined ? undefined : { why: found.why, what: found.what }).toEqual(nan);
  });
});

describe('what is read', () => {
  test('every selector with its range, and the metrics behind rules', () => {
    const { uses, sources } = of('job:requests:double / rate(requests_total{job="a"}[5m] offset 1h) > queue_length');
    expect(uses.map(({ name, source, range, func }) => ({ name, source, range, func }))).toEqual([
      { name: 'job:requests:double', source: 'record', range: undefined, func: undefined },
      { name: 'requests_total', source: 'metric', range: 300_000, func: 'rate' },
      { name: 'queue_length', source: 'metric', range: undefined, func: undefined },
    ]);
    expect([...sources]).toEqual(['requests_total', 'queue_length']);
  });

  test.each([
    ['requests_total', 30, 30],
    ['requests_total{status="500"}', 10, 10],
    ['rate(requests_total{status="500"}[5m])', 10, 200],
    ['avg_over_time(requests_total{status="500"}[1h:1m])', 10, 600],
    ['avg_over_time(requests_total{status="500"}[1h:])', 10, 600],
    ['max_over_time(rate(requests_total{status="500"}[5m])[1h:1m])', 10, 12_000],
    ['max_over_time(avg_over_time(requests_total{status="500"}[10m:1m])[1h:1m])', 10, 6_000],
    ['max_over_time(requests_total[1h:step()])', 30, undefined],
    ['max_over_time(requests_total{status="500"}[1h:1m]) + requests_total{status="500"}', 20, 610],
    ['latency_seconds_bucket', 40, 40],
    ['user_sessions', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    ['queue_length', undefined, undefined],
    ['undeclared', undefined, undefined],
  ])('%s costs %s series', (text, series, samples) => {
    expect(of(text).cost).toEqual({ series, samples });
  });

  test.each([
    ['sum by (status) (requests_total)', 3],
    ['topk(5, requests_total)', 5],
    ['requests_total and on (status) requests_total', 30],
    ['vector(1)', 1],
  ])('%s has at most %d series', (text, series) => {
    expect(of(text).series).toBe(series);
  });

  test('a rule that reads itself ends', () => {
    expect(of('self:frozen')).toMatchObject({ type: 'vector', occurrence: 'withData' });
  });
});
