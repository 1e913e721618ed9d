import { expect, test } from 'vitest';
import { labelValues } from '../../src/constructs/dashboard.ts';
import { metricHandle } from '../../src/promql/build.ts';
import { gauge, histogram } from '../../src/promql/declare.ts';

const depth = metricHandle(gauge('queue_depth', { help: 'D.', labels: { queue: {} } }), { service: 'api' });
const latency = metricHandle(
  histogram('latency_seconds', { help: 'L.', unit: 'seconds', labels: { route: {} }, buckets: [1] }),
);

test('a choice of label values names the metric without its matchers, and the label', () => {
  expect(labelValues(depth, 'queue', { title: 'Queue' })).toEqual({
    metric: 'queue_depth',
    label: 'queue',
    title: 'Queue',
  });
});

test('a label that the metric lacks is a mistake of types', () => {
  // @ts-expect-error the metric has no label of that name
  expect(labelValues(depth, 'colour').label).toBe('colour');
});

test('a histogram is known by its own name, of which its buckets have the labels', () => {
  expect(labelValues(latency.count(), 'route').metric).toBe('latency_seconds_count');
});
