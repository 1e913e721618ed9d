import { describe, expect, test } from 'vitest';
import { alert, findingsOf, record } from './pql-fixture.ts';

describe('an alert without a finding', () => {
  test.each([
    [
      'a share of failures',
      'sum by (country) (rate(orders_total{service="shop",status="failed"}[5m])) / sum by (country) (rate(orders_total{service="shop"}[5m])) > 0.05',
    ],
    ['a rate of a counter of two services', 'sum(rate(http_requests_total[5m])) == 0'],
    ['a label that one of two services has', 'sum(rate(http_requests_total{code="500"}[5m])) > 1'],
    ['a join with on', 'queue_length / on (instance) group_left () queue_size > 0.9'],
    ['a join that copies a label', 'queue_length * on (instance) group_left (version) mesh_info > 5'],
    [
      'or of different label sets',
      'sum by (country) (rate(orders_total[5m])) > 10 or sum(rate(http_requests_total[5m])) > 100',
    ],
    ['a target that is down or gone', 'up{job="shop"} == 0 or absent(up{job="shop"})'],
    ['a probe by its own labels', 'max by (probe) (probe_success{service="api",probe="health"}) == 0'],
    ['the scrape of a probe', 'up{service="api",probe="health"} == 0'],
    ['an external metric with any label', 'sum by (zone) (rate(mesh_requests_total{zone!=""}[5m])) > 5'],
    ['alerts as a series', 'count(ALERTS{alertstate="firing",severity="critical"}) > 3'],
    ['a bucket under both of its names', 'sum(rate(order_seconds_bucket{le=~"1(\\\\.0)?"}[5m])) < 1'],
    ['a whole number that bounds no bucket', 'mesh_limit{le="1"} > 3'],
    ['a bucket with a fraction', 'sum(rate(order_seconds_bucket{le="0.5"}[5m])) < 1'],
    ['a quantile', 'histogram_quantile(0.9, sum by (le, country) (rate(order_seconds_bucket[5m]))) > 1'],
    ['a quantile of a summary', 'gc_pause_seconds{quantile="0.99"} > 1'],
    ['births of a counter that starts at 0', 'sum(increase(payments_total{status="failed"}[15m])) >= 3'],
    ['a record of another pace over a range', 'last_over_time(slo:sli_error:ratio_rate3d{service="api"}[15m]) > 0.5'],
    ['births of a counter without labels', 'increase(restarts_total[15m]) > 0'],
    [
      'the form that sees births',
      '((orders_total unless last_over_time(orders_total[1h] offset 15m)) or increase(orders_total[15m])) >= 3',
    ],
    ['a record of the service', 'api:http_requests:rate5m{service="api"} > 100'],
    ['a condition made of and', 'queue_length and on (instance) up == 1'],
    ['a record that filters', 'shop:queues:full > 0'],
  ])('%s', (_, expr) => {
    expect(findingsOf([record('shop:queues:full', 'queue_length > 100'), alert(expr)])).toEqual([]);
  });

  test.each([
    ['a label of the result', 'sum by (queue) (queue_length) > 3', '{{ $labels.queue }}'],
    [
      'a label that can be there',
      'up{job="shop"} == 0 or absent(up{job="shop"})',
      '{{ $labels.instance }} of {{ .Labels.job }}',
    ],
    ['what absent takes from its matchers', 'absent(up{job="shop"})', '{{ $labels.job }}'],
    ['a variable of its own', 'queue_length > 3', '{{ $q := $labels.queue }}{{ $q | toUpper }}'],
    ['the labels of another query', 'queue_length > 3', '{{ range query "up" }}{{ .Labels.zone }}{{ end }}'],
    ['braces in a string', 'queue_length > 3', '{{ printf "}} %v" $value }}'],
    ['the organisation', 'queue_length > 3', '{{ $externalLabels.org }}'],
    ['a label that is looked up', 'queue_length > 3', '{{ index $labels "queue" }}'],
  ])('that shows %s', (_, expr, summary) => {
    expect(findingsOf([alert(expr, { annotations: { summary } })])).toEqual([]);
  });
});

describe('records without a finding', () => {
  test.each([
    [
      'a series that four rules share out among themselves',
      ['2..', '3..', '4..', '5..'].map(code =>
        record('shop:requests:rate5m', `sum by (code) (rate(http_requests_total{code=~"${code}"}[5m]))`),
      ),
    ],
    [
      'one expression with different labels',
      ['a', 'b'].map(part => record('shop:part', 'vector(1)', { labels: { part } })),
    ],
    [
      'a ratio that leaves out rest',
      [record('shop:ratio', 'sum(rate(orders_total{status="failed"}[5m])) / (sum(rate(orders_total[5m])) > 0)')],
    ],
    ['a ratio of two gauges', [record('shop:used', 'queue_length / on (instance) group_left () queue_size')]],
    [
      'a count of ratios',
      [record('shop:ratios', 'count(rate(orders_total{status="failed"}[5m]) / rate(orders_total[5m]))')],
    ],
    ['a rule that reads itself', [record('shop:max', 'max(queue_length) > shop:max or max(queue_length)')]],
  ])('%s', (_, rules) => {
    expect(findingsOf(rules)).toEqual([]);
  });

  test('that are written seldom and read over a range', () => {
    const rules = [record('shop:day', 'sum(queue_length)'), alert('last_over_time(shop:day[15m]) > 3', { for: '5m' })];
    expect(findingsOf(rules, { interval: '5m' })).toEqual([]);
  });
});

test.each([
  ['a range that the dashboard chooses', 'sum(rate(orders_total{service="shop"}[$__rate_interval]))'],
  ['a value that the dashboard chooses', 'queue_length{queue="$queue",service="$service"}'],
  ['a pattern that the dashboard chooses', 'queue_length{queue=~"^$queue$",instance=~"${instance:regex}"}'],
  ['a grouping that the dashboard chooses', 'sum by ($group) (queue_length)'],
  ['a metric that the dashboard chooses', '$metric'],
  ['a ratio at rest', 'sum(rate(orders_total{status="failed"}[5m])) / sum(rate(orders_total[5m]))'],
])('a panel with %s has no finding', (_, expr) => {
  expect(findingsOf([], { panels: [expr] })).toEqual([]);
});
