import { describe, expect, test } from 'vitest';
import type { ScenarioEvent } from '../../src/catalogue/scenario.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { Storage } from '../../src/evaluate/storage.ts';
import { parse } from '../../src/promql/parse.ts';
import type { SimulatedTarget } from '../../src/simulate/targets.ts';
import { world } from '../../src/simulate/world.ts';

const target = (service: string, isOwn: boolean, node: number): SimulatedTarget => ({
  labels: { job: isOwn ? service : `${service}-database`, service },
  service,
  node,
  interval: 10_000,
  isProbe: false,
  isOwn,
  metrics: [
    { name: 'requests_total', kind: 'counter', labels: { status: { values: ['200', '500'] }, method: {} } },
    { name: 'request_errors_total', kind: 'counter', labels: {} },
    { name: 'latency_seconds', kind: 'histogram', labels: {}, buckets: [0.1, 1] },
    { name: 'queue', kind: 'gauge', labels: { part: { values: ['a', 'b'] } } },
    { name: 'started', kind: 'gauge', labels: {} },
  ],
});

const start = Date.UTC(2026, 0, 5, 10);

/** What an expression is worth a minute after the beginning, by the labels that its series do not share. */
const worth = (text: string, event?: ScenarioEvent): unknown => {
  const { expr } = parse(text);
  if (expr === undefined) return undefined;
  const storage = new Storage();
  world({
    scenario: { until: '10m', events: event === undefined ? [] : [event] },
    targets: [target('till', true, 1), target('till', false, 2)],
    exprs: [expr],
    calm: name => (name === 'started' ? { value: -60, clock: 'fixed' } : undefined),
    from: start - 600_000,
    start,
  })(storage, start + 60_000);
  const value = evaluate(expr, storage, start + 60_000);
  return value.kind === 'vector' ? value.samples.map(sample => Number(sample.value.toFixed(6))) : value;
};

const at = '0s';
const service = 'till';

describe('what is scraped', () => {
  test.each<[string, string, ScenarioEvent | undefined, readonly number[]]>([
    ['requests that all succeed', 'rate(requests_total{job="till",status="200"}[1m])', undefined, [1]],
    ['no error', 'rate(requests_total{job="till",status="500"}[1m])', undefined, [0]],
    ['no failure of what has no status', 'rate(request_errors_total{job="till"}[1m])', undefined, [0]],
    [
      'a share of errors',
      'rate(requests_total{job="till",status="500"}[30s])',
      { kind: 'errors', service, ratio: 0.1, at },
      [0.1],
    ],
    [
      'successes beside them',
      'rate(requests_total{job="till",status="200"}[30s])',
      { kind: 'errors', service, ratio: 0.1, at },
      [0.9],
    ],
    [
      'failures without a status',
      'rate(request_errors_total{job="till"}[30s])',
      { kind: 'errors', service, ratio: 0.1, at },
      [0.1],
    ],
    [
      'no errors of a component',
      'rate(requests_total{job="till-database",status="500"}[30s])',
      { kind: 'errors', service, ratio: 0.1, at },
      [0],
    ],
    ['fast requests', 'rate(latency_seconds_bucket{job="till",le="0.1"}[1m])', undefined, [1]],
    [
      'slow requests',
      'rate(latency_seconds_bucket{job="till"}[30s])',
      { kind: 'latency', service, takes: '500ms', at },
      [0, 1, 1],
    ],
    [
      'their sum',
      'rate(latency_seconds_sum{job="till"}[30s])',
      { kind: 'latency', service, takes: '500ms', at },
      [0.5],
    ],
    ['no requests', 'rate(requests_total{job="till",status="200"}[30s])', { kind: 'no-traffic', service, at }, [0]],
    [
      'a counter that begins again',
      'resets(requests_total{job="till",status="200"}[1m])',
      { kind: 'deploy', service, at: '30s' },
      [1],
    ],
    [
      'a counter of a component that goes on',
      'resets(requests_total{job="till-database",status="200"}[1m])',
      { kind: 'deploy', service, at: '30s' },
      [0],
    ],
    ['a service that is down', 'up', { kind: 'down', service, at }, [0, 1]],
    ['nothing of what is down', 'queue{job="till"}', { kind: 'down', service, at }, []],
    ['what came back', 'up{job="till"}', { kind: 'down', service, at, for: '30s' }, [1]],
    ['a machine that is gone', 'up', { kind: 'node-down', node: 2, at }, [1, 0]],
    [
      'a value that is set',
      'queue{job="till"}',
      { kind: 'set', metric: 'queue', labels: { part: 'b' }, value: 7, at },
      [0, 7],
    ],
    [
      'a counter that is set',
      'rate(request_errors_total{job="till"}[30s])',
      { kind: 'set', metric: 'request_errors_total', value: 3, at },
      [3],
    ],
    ['a moment', 'time() - started{job="till"}', undefined, [120]],
  ])('%s', (_, text, event, expected) => {
    expect(worth(text, event)).toEqual(expected);
  });
});
