import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, base } from '../accepted/base.ts';

/** A program that uses nearly every property there is. */
const complete: JsonValue = JSON.parse(
  JSON.stringify({
    ...base,
    profile: 'small',
    objectives: { longWindows: 'ruler' },
    versions: { prometheus: '3.5.0' },
    intervals: { scrape: '15s', evaluation: '30s' },
    retention: { metrics: '45d', logs: { hot: '7d', delete: '30d' }, traces: '7d' },
    runbookBase: 'https://wiki.example.com',
    grafanaBase: 'https://grafana.example.com',
    uses: [{ kind: 'node', options: {} }],
    scrapeJobs: [
      {
        id: 'pods',
        discover: { kind: 'kubernetes', role: 'pod', namespaces: ['shop'], selector: 'app=x', port: 9100 },
        only: ['kubernetes'],
      },
      {
        id: 'fleet',
        discover: { kind: 'ec2', region: 'eu-north-1', port: 9100, filters: { 'tag:a': ['b'] } },
        networks: ['10.0.0.0/8'],
        relabel: [
          { kind: 'keepWhere', from: { label: 'a' }, matches: 'b' },
          { kind: 'take', label: 'size', from: { meta: 'ec2_instance_type' }, matches: '(.)', value: '$1' },
          { kind: 'rename', from: 'size', to: 'big' },
        ],
      },
    ],
    prometheus: {
      shards: 2,
      externalLabels: { region: 'north' },
      queryOffset: '1s',
      exemplars: 10,
      remoteWrite: [
        {
          id: 'archive',
          url: 'https://archive.example.com/',
          auth: {
            kind: 'oauth2',
            clientId: 'x',
            clientSecret: { secret: 'client' },
            tokenUrl: 'https://login.example.com',
          },
          queue: { capacity: 10 },
          relabel: [{ kind: 'forget', labels: ['pod'] }],
        },
      ],
      remoteRead: [{ id: 'old', url: 'https://archive.example.com/', requiredMatchers: { a: 'b' } }],
      tracing: { endpoint: 'spans.example.com:4317' },
    },
    external: [{ name: 'legacy_up' }, { prefix: 'vendor_' }],
    targets: { compose: { host: 'localhost' } },
    suppressions: [{ path: 'acme', code: 'AM-PAGE', reason: 'later', until: '2026-06-30', as: 'info' }],
    patches: [{ reader: 'prometheus', mount: '/etc/prometheus/prometheus.yml', op: 'add', at: '/x', value: 1 }],
    services: [
      {
        ...api,
        scrape: {
          job: 'app',
          port: 9000,
          path: '/metrics',
          interval: '5s',
          timeout: '3s',
          scheme: 'https',
          params: { collect: ['all'] },
          limits: { samples: 1000, bodySize: '1MB' },
          auth: { kind: 'bearer', token: { secret: 'scrape-token' } },
          tls: { ca: { secret: 'scrape-ca' } },
          protocols: ['PrometheusProto'],
          nativeHistograms: { keepClassic: true },
          samples: [
            { kind: 'dropSeries', where: { endpoint: '/health' }, metrics: 'http_.+' },
            { kind: 'raw', step: { regex: 'a|b', action: 'labeldrop' } },
          ],
        },
        uses: [
          { kind: 'postgres', options: { host: 'db', database: 'd', user: 'u', password: { secret: 'db-password' } } },
        ],
        metrics: {
          orders: { name: 'orders_total', kind: 'counter', labels: { status: { values: ['paid'] } }, help: 'Orders.' },
          wait: { name: 'wait_seconds', kind: 'histogram', labels: {}, unit: 'seconds', buckets: [0.1, 1] },
        },
        slos: [
          ...api.slos,
          {
            ...api.slos[0],
            id: 'jobs',
            window: 'month',
            groupBy: ['status'],
            slices: { length: '5m', target: '95%' },
            tiers: [{ tier: 'page-fast', severity: 'warning', long: '1h', short: '5m', spent: '5%' }],
            retarget: true,
            minBadEvents: 1,
            traffic: 100,
            budget: {
              warnAt: 0.5,
              freezeAt: 1,
              resumeBelow: 0.9,
              freeze: ['deploy', 'merge'],
              onMissingData: 'closed',
            },
          },
          { ...api.slos[0], id: 'reachable', sli: { kind: 'probe', probe: 'health', within: '1s' } },
          {
            ...api.slos[0],
            id: 'journey',
            sli: {
              kind: 'composite',
              of: [{ slo: 'api-latency', weight: 2 }, { slo: 'api-jobs' }],
              combine: 'weighted',
            },
          },
        ],
        performance: [
          {
            id: 'speed',
            histogram: 'http_request_duration_seconds',
            where: 'service="api"',
            p95: '500ms',
            p99: '1s',
            for: '5m',
            severity: 'info',
            runbook: 'errors',
          },
        ],
        probes: [
          { ...api.probes[0], json: { up: true }, matches: 'ok', bearerToken: { secret: 'token' }, status: [200, 503] },
          { id: 'partner', kind: 'http', url: 'https://example.com/', within: '1s', runbook: 'errors' },
        ],
        logs: [
          {
            id: 'logs',
            dataset: 'api.app',
            inputs: [{ kind: 'tcp' }, { kind: 'file', path: '/var/log/api/*.log' }],
            fields: { event: 'keyword' },
            personal: ['user'],
            counts: ['orders_total'],
          },
        ],
        traces: [{ id: 'tracing', slowerThan: '1s', baseline: 0.1 }],
      },
    ],
  }),
);

type Steps = readonly (string | number)[];

const places = (value: JsonValue, at: Steps = []): readonly Steps[] => [
  at,
  ...(Array.isArray(value)
    ? value.flatMap((item: JsonValue, i) => places(item, [...at, i]))
    : isJsonObject(value)
      ? Object.entries(value).flatMap(([key, item]) => places(item ?? null, [...at, key]))
      : []),
];

const replaced = (value: JsonValue, [step, ...rest]: Steps, by: JsonValue): JsonValue => {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((item: JsonValue, i) => (i === step ? replaced(item, rest, by) : item));
  const inner: JsonObject = isJsonObject(value) ? value : {};
  return { ...inner, [step]: replaced(inner[step] ?? null, rest, by) };
};

const nonsense: readonly JsonValue[] = [
  null,
  true,
  -1,
  0.5,
  1e21,
  '',
  '0',
  'x',
  '../../x',
  'é ü/ü',
  '{{',
  '(',
  '\u0000',
  '5m',
  '99999999999d',
  '2026-99-99',
  'a'.repeat(300),
  [],
  [null],
  {},
  { kind: 'constructor', options: {} },
];

test('whatever stands anywhere in a program, it is a finding or it is rendered', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places(complete)), fc.constantFrom(...nonsense), async (at, value) => {
      const { diagnostics, files } = await synthesize(
        { catalogue: replaced(complete, at, value), diagnostics: [] },
        { today: '2026-01-01', targets: ['compose'] },
      );
      expect(diagnostics.length + files.size).toBeGreaterThan(0);
      for (const { code, message } of diagnostics) expect([code, /[.!?]$/.test(message)]).toEqual([code, true]);
    }),
    { numRuns: 60 },
  );
});
