import { describe, expect, test } from 'vitest';
import { componentMismatches, runsBefore } from './component-graph.ts';

const used = {
  extensions: { health_check: {} },
  receivers: { otlp: {} },
  processors: { batch: {} },
  connectors: { forward: {} },
  exporters: { debug: {} },
  service: {
    extensions: ['health_check'],
    pipelines: {
      traces: { receivers: ['otlp'], processors: ['batch'], exporters: ['forward'] },
      'traces/out': { receivers: ['forward'], exporters: ['debug'] },
    },
  },
};

describe('components of a collector', () => {
  test('everything defined is used', () => {
    expect(componentMismatches(used)).toEqual({ unused: [], undefinedNames: [] });
  });

  test.each([
    ['a processor in no pipeline', { ...used, processors: { batch: {}, filter: {} } }, ['processors filter'], []],
    [
      'an extension that is not switched on',
      { ...used, extensions: { health_check: {}, pprof: {} } },
      ['extensions pprof'],
      [],
    ],
    [
      'a connector that nobody reads',
      { ...used, service: { ...used.service, pipelines: { traces: used.service.pipelines.traces } } },
      ['connectors forward', 'exporters debug'],
      [],
    ],
    ['an exporter without definition', { ...used, exporters: {} }, [], ['exporters debug']],
    ['an extension without definition', { ...used, extensions: {} }, [], ['extensions health_check']],
  ])('%s is found', (_, config, unused, undefinedNames) => {
    expect(componentMismatches(config)).toEqual({ unused, undefinedNames });
  });

  const counted = (received: readonly string[], sampled: readonly string[]) => ({
    service: {
      pipelines: {
        'traces/received': { receivers: ['otlp'], exporters: received },
        'traces/sampled': { receivers: ['forward'], processors: ['tail_sampling'], exporters: sampled },
      },
    },
  });

  test.each([
    ['counted when received', counted(['span_metrics', 'forward'], ['debug']), true],
    ['counted after sampling', counted(['forward'], ['span_metrics', 'debug']), false],
    ['not counted', counted(['forward'], ['debug']), false],
    ['sampled nowhere', { service: { pipelines: {} } }, false],
  ])('spans %s', (_, config, before) => {
    expect(runsBefore(config, 'span_metrics', 'tail_sampling')).toBe(before);
  });
});
