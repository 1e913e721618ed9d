import { describe, expect, test } from 'vitest';
import { counter, gauge, histogram, summary } from '../../src/promql/declare.ts';
import { type Environment, infer } from '../../src/promql/infer.ts';
import type { MetricDeclaration } from '../../src/promql/metric.ts';
import { parse } from '../../src/promql/parse.ts';

const metrics: readonly MetricDeclaration[] = [
  counter('requests_total', { labels: { status: { values: ['200', '500'] }, handler: {} } }),
  gauge('queue_length', { labels: ['queue'] }),
  histogram('latency_seconds', { labels: ['handler'] }),
  summary('gc_seconds'),
];

const environment: Environment = {
  metric: name => metrics.find(metric => metric.name === name),
  record: () => undefined,
  targetLabels: ['job', 'instance'],
};

const findings = (text: string) => {
  const { expr, problems } = parse(text, { variables: true, features: ['promql-binop-fill-modifiers'] });
  if (expr === undefined || problems.length > 0) throw new Error(JSON.stringify(problems));
  return infer(expr, environment).findings;
};

describe('what Prometheus accepts and cannot mean anything', () => {
  test.each([
    ['unknownMetric', 'request_total', '`request_total` is neither a declared metric nor a recording rule.'],
    ['histogramBase', 'rate(latency_seconds[5m])', '`latency_seconds` is a histogram, and no series has that name.'],
    [
      'unknownLabel',
      'requests_total{code="500"}',
      '`code="500"` selects nothing. `requests_total` is declared without the label `code`.',
    ],
    [
      'impossibleValue',
      'requests_total{status=~"4.."}',
      '`status=~"4.."` selects nothing: no value of the label `status` of `requests_total` matches it.',
    ],
    [
      'lostLabel',
      'sum by (queue) (sum by (job) (queue_length))',
      '`sum by (queue)` groups by the label `queue`, which is not there. `sum by (job)` drops the label `queue`.',
    ],
    [
      'lostLabel',
      'queue_length / on (pod) group_left () sum by (pod) (up)',
      '`sum by (pod)` groups by the label `pod`, which is not there. `up` is declared without the label `pod`.',
    ],
    [
      'lostLabel',
      'queue_length * on (job) group_left (zone) sum by (job) (up)',
      '`group_left` copies the label `zone`, which is not there. `sum by (job)` drops the label `zone`.',
    ],
    [
      'neverMatches',
      'queue_length / up',
      '`/` never has a result: its sides never agree on the label `queue`. The left side always has it: `queue_length` is declared with the label `queue`. The right side lacks it: `up` is declared without the label `queue`.',
    ],
    [
      'neverMatches',
      'up unless queue_length',
      '`unless` takes nothing away: its sides never agree on the label `queue`. The left side lacks it: `up` is declared without the label `queue`. The right side always has it: `queue_length` is declared with the label `queue`.',
    ],
    [
      'neverMatches',
      'up{job="a"} and up{job="b"}',
      '`and` never has a result: its sides never agree on the label `job`. The left side has `job="a"`. The right side has `job="b"`.',
    ],
    ['wrongKind', 'rate(queue_length[5m])', '`rate` is for a counter, and `queue_length` is a gauge.'],
    ['wrongKind', 'deriv(requests_total[5m])', '`deriv` is for a gauge, and `requests_total` is a counter.'],
    [
      'rawCounter',
      'sum(requests_total) > 100',
      '`>` compares the value of a counter, which grows for as long as its process runs.',
    ],
    [
      'missingLe',
      'histogram_quantile(0.9, sum by (job) (rate(latency_seconds_bucket[5m])))',
      '`histogram_quantile` needs the buckets of a histogram, told apart by the label `le`. `sum by (job)` drops the label `le`.',
    ],
    [
      'rawBuckets',
      'histogram_quantile(0.9, latency_seconds_bucket)',
      '`histogram_quantile` of raw buckets looks at everything since the process started.',
    ],
    [
      'rateOfAggregate',
      'rate(sum(requests_total)[5m:])',
      '`rate` of an aggregation of counters misreads it: when one process restarts, the sum falls and looks like a reset.',
    ],
    [
      'aggregatedQuantiles',
      'avg(gc_seconds)',
      '`avg` of the quantiles of a summary means nothing: quantiles cannot be combined.',
    ],
  ])('%s: %s', (kind, text, message) => {
    expect(findings(text)).toContainEqual(expect.objectContaining({ kind, message }));
  });

  test.each([
    'sum by (handler) (rate(requests_total{status=~"5.."}[5m])) / sum by (handler) (rate(requests_total[5m])) > 0.05',
    'histogram_quantile(0.9, sum by (le) (rate(latency_seconds_bucket[5m]))) > 1',
    'rate(latency_seconds_sum[5m]) / rate(latency_seconds_count[5m])',
    'queue_length / on (job, instance) group_left () up',
    'max_over_time(queue_length[5m]) > 3 and on (job) up == 1',
    'requests_total{status!="404"} offset 1h',
    'requests_total{handler="$handler",status="$status"}',
    'sum by ($group) (queue_length)',
    'ALERTS{alertstate="firing",team="x"}',
    'queue_length + fill (0) up',
    'gc_seconds{quantile="0.9"}',
    'increase(requests_total[1h]) > 100',
    'changes(queue_length[1h]) > 3',
  ])('nothing is found in %s', text => {
    expect(findings(text)).toEqual([]);
  });

  test('a finding points at its text and at the label with its reason', () => {
    expect(findings('up + sum by (queue) (up)')).toEqual([
      expect.objectContaining({
        kind: 'lostLabel',
        label: 'queue',
        from: 5,
        to: 24,
        hint: 'Known: "job", "instance".',
      }),
      expect.objectContaining({ kind: 'neverMatches', from: 0, to: 24 }),
    ]);
  });

  test('the nearest name is suggested', () => {
    expect(findings('queue_length{queu="x"}')[0]?.hint).toBe('Did you mean "queue"?');
  });
});
