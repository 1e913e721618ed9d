import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importMetrics } from '../../src/importers/import-metrics.ts';
import { handleNames, printMetrics } from '../../src/importers/print-metrics.ts';
import type { MetricDeclaration } from '../../src/promql/metric.ts';
import { exposed } from './expose.ts';
import { metrics as nodeMetrics } from './fixtures/node-exporter.metrics.ts';

const fixture = (name: string): { readonly name: string; readonly text: string } => ({
  name,
  text: readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8'),
});

const imported = (text: string) => importMetrics([{ name: 'metrics.txt', text }]);

const notes = (text: string) => imported(text).findings.map(({ code, message }) => [code, message]);

describe('the page of a real exporter', () => {
  const dump = fixture('node-exporter.txt');
  const { metrics, findings } = importMetrics([dump]);

  test('is read whole, with nothing to say about it', () => {
    expect(findings).toEqual([]);
    const described = [...dump.text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    expect(metrics.map(({ name }) => name)).toEqual(described.toSorted());
  });

  test('is printed as the program beside it, which compiles', () => {
    expect(printMetrics([dump.name], metrics)).toBe(fixture('node-exporter.metrics.ts').text);
  });

  test('declares by that program what was read', () => {
    expect(Object.values(nodeMetrics)).toEqual(metrics);
    expect(nodeMetrics.nodeCpuSecondsTotal.labels.mode).toEqual({ cardinality: 8 });
  });
});

describe('a page without a metric', () => {
  test.each([
    ['is empty', ''],
    ['has blank lines and comments alone', '\n# a comment\n\n'],
  ])('%s, which is a mistake', (_, text) => {
    expect(imported(text).metrics).toEqual([]);
    expect(notes(text)).toEqual([['IMPORT-FILE', 'metrics.txt holds no metric.']]);
  });
});

describe('OpenMetrics', () => {
  const { metrics, findings } = importMetrics([fixture('openmetrics.txt')]);

  test('gives kinds, units, labels, bounds and the names that rules see', () => {
    expect(metrics).toEqual([
      { name: 'build_info', kind: 'info', labels: { version: { cardinality: 1 } } },
      {
        name: 'checkout_seconds',
        kind: 'histogram',
        labels: { page: { cardinality: 1 } },
        unit: 'seconds',
        help: 'Duration of "checkouts",\nwith payment.',
        buckets: [0.1, 1],
      },
      { name: 'feature', kind: 'gauge', labels: { feature: { cardinality: 2 } } },
      { name: 'latency', kind: 'summary', labels: {} },
      { name: 'memory', kind: 'gauge', labels: {} },
      { name: 'orders_total', kind: 'counter', labels: { outcome: { cardinality: 2 } }, help: 'Orders by outcome.' },
      { name: 'shop.stock', kind: 'gauge', labels: { 'shelf.row': { cardinality: 1 } } },
    ]);
  });

  test('says what has no type', () => {
    expect(findings.map(({ line, message }) => [line, message])).toEqual([
      [26, 'The metric `memory` has no type; it is taken for a gauge.'],
    ]);
  });
});

describe('what is noted', () => {
  test.each([
    [
      'a label of UUIDs',
      'a{x="123e4567-e89b-12d3-a456-426614174000"} 1',
      'The label `x` of `a` holds UUIDs: it may have any number of values.',
    ],
    [
      'a label of paths with ids',
      'a{path="/users/17/orders"} 1',
      'The label `path` of `a` holds paths with ids in them: it may have any number of values.',
    ],
    [
      'a label of mail addresses',
      'a{who="ann@example.com"} 1',
      'The label `who` of `a` holds mail addresses: it may have any number of values.',
    ],
    [
      'a label of IP addresses',
      'a{from="10.1.2.3"} 1',
      'The label `from` of `a` holds IP addresses: it may have any number of values.',
    ],
    [
      'a label of URLs',
      'a{url="https://example.com/x"} 1',
      'The label `url` of `a` holds URLs with queries: it may have any number of values.',
    ],
    [
      'a label of hashes',
      'a{x="4bf92f3577b34da6a3ce929d0e0e4736"} 1',
      'The label `x` of `a` holds hashes or ids: it may have any number of values.',
    ],
    [
      'a label named like an id with several values',
      ['1', '2', '3', '4', '5'].map(id => `a{user_id="${id}"} 1`).join('\n'),
      'The label `user_id` of `a` is named like an id: it may have any number of values.',
    ],
  ])('%s', (_, samples, message) => {
    expect(notes(`# TYPE a gauge\n${samples}\n`)).toEqual([['IMPORT-NOTE', message]]);
    expect(Object.values(imported(`# TYPE a gauge\n${samples}\n`).metrics[0]?.labels ?? {})).toEqual([
      { cardinality: 'unbounded' },
    ]);
  });

  test.each([
    ['a route template', 'a{path="/users/{id}"} 1'],
    ['an id with two values', 'a{user="reader"} 1\na{user="writer"} 1'],
    ['a status code', 'a{status="200"} 1'],
    ['a version', 'a{version="go1.24.4"} 1'],
  ])('%s is nothing to note', (_, samples) => {
    expect(notes(`# TYPE a gauge\n${samples}\n`)).toEqual([]);
  });

  test('a label that every target has', () => {
    const text = '# TYPE a gauge\na{service="x"} 1\n';
    expect(notes(text)).toEqual([
      [
        'IMPORT-NOTE',
        'The label `service` of `a` is one that every target has: Prometheus stores it as `exported_service`.',
      ],
    ]);
    expect(imported(text).metrics[0]?.labels).toEqual({ exported_service: { cardinality: 1 } });
  });

  test('a metric without a series, which is left out', () => {
    const text = '# TYPE a counter\n# TYPE b gauge\nb 1\n';
    expect(notes(text)).toEqual([['IMPORT-NOTE', 'The metric `a` is described and has no series: it is left out.']]);
    expect(imported(text).metrics.map(({ name }) => name)).toEqual(['b']);
  });

  test('a metric without a type, guessed by its name', () => {
    expect(imported('a_total 1\nb 2\n').metrics.map(({ name, kind }) => [name, kind])).toEqual([
      ['a_total', 'counter'],
      ['b', 'gauge'],
    ]);
  });

  test('two pages that disagree about a metric', () => {
    const { metrics, findings } = importMetrics([
      { name: 'one.txt', text: '# TYPE a gauge\na{x="1"} 1\n' },
      { name: 'two.txt', text: '# TYPE a counter\na 1\n' },
    ]);
    expect(metrics.map(({ kind }) => kind)).toEqual(['gauge']);
    expect(findings.map(({ file, message }) => [file, message])).toEqual([
      ['two.txt', 'The metric `a` is a counter in two.txt and a gauge before: the first one is kept.'],
    ]);
  });

  test('two pages of one service are put together', () => {
    const { metrics, findings } = importMetrics([
      { name: 'one.txt', text: '# TYPE a gauge\na{x="1"} 1\n' },
      { name: 'two.txt', text: '# TYPE a gauge\na{x="1",y="1"} 1\na{x="2",y="2"} 1\n' },
    ]);
    expect([metrics, findings]).toEqual([
      [{ name: 'a', kind: 'gauge', labels: { x: { cardinality: 2 }, y: { cardinality: 2 } } }],
      [],
    ]);
  });
});

describe('the program', () => {
  test('gives every metric a name of its own', () => {
    const named = (name: string): MetricDeclaration => ({ name, kind: 'gauge', labels: {} });
    expect(handleNames(['http_requests', 'http:requests', '1up', 'Київ', 'a'].map(named))).toEqual([
      'httpRequests',
      'httpRequests2',
      'metric1up',
      'metric',
      'a',
    ]);
  });

  test('is empty for an empty page', () => {
    expect(printMetrics(['metrics.txt'], imported('').metrics)).toContain('export const metrics = {};\n');
  });
});

describe('declared, exposed and imported again, a metric is the same', () => {
  const name = fc.stringMatching(/^[a-z][a-z_]{0,12}[a-z]$/);
  const label = fc.stringMatching(/^x[a-z]{1,6}$/);
  const kind = fc.constantFrom('counter' as const, 'gauge' as const, 'histogram' as const, 'summary' as const);
  const declared: fc.Arbitrary<MetricDeclaration> = fc
    .record({
      name,
      kind,
      labels: fc.dictionary(label, fc.integer({ min: 1, max: 4 }), { maxKeys: 3, noNullPrototype: true }),
      help: fc.option(
        fc
          .string({ minLength: 1, maxLength: 30 })
          .filter(text => text === text.trim() && !/[\r\u2028\u2029]/.test(text) && text !== ''),
        {
          nil: undefined,
        },
      ),
      buckets: fc.uniqueArray(
        fc.integer({ min: 1, max: 1_000 }).map(n => n / 10),
        { minLength: 1, maxLength: 6 },
      ),
    })
    .map(({ name, kind, labels, help, buckets }) => ({
      name: `m_${name}_${kind === 'counter' ? 'total' : 'x'}`,
      kind,
      labels: Object.fromEntries(
        Object.entries(labels)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, cardinality]) => [key, { cardinality }]),
      ),
      ...(help === undefined ? {} : { help }),
      ...(kind === 'histogram' ? { buckets: buckets.toSorted((a, b) => a - b) } : {}),
    }));

  test.each(['text', 'openmetrics'] as const)('in the format %s', format => {
    fc.assert(
      fc.property(
        fc.uniqueArray(declared, { minLength: 1, maxLength: 5, selector: metric => metric.name }),
        metrics => {
          const { metrics: read, findings } = imported(exposed(metrics, format));
          expect(findings).toEqual([]);
          expect(read).toEqual(metrics.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
        },
      ),
      { numRuns: 200 },
    );
  });
});
