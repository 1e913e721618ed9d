import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Catalogue, ServiceEntry } from '../../src/catalogue/catalogue.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { api, base, platform } from '../accepted/base.ts';

/** Two teams, three services, and several of everything that a service can have. */
const rich: ServiceEntry = {
  ...api,
  uses: [
    {
      kind: 'postgres',
      options: { host: 'api-db', database: 'api', user: 'monitor', password: { secret: 'api-db' } },
    },
  ],
  slos: [
    ...api.slos,
    { ...api.slos[0], id: 'by-endpoint', groupBy: ['endpoint', 'method'], window: 'month' },
    {
      ...api.slos[0],
      id: 'both',
      sli: { kind: 'composite', of: [{ slo: 'api-latency' }, { slo: 'api-availability' }], combine: 'worst' },
    },
  ],
  performance: [
    { id: 'speed', histogram: 'http_request_duration_seconds', p95: '500ms', runbook: 'errors' },
    { id: 'pace', histogram: 'http_request_duration_seconds', p99: '1s', runbook: 'errors' },
  ],
  probes: [...api.probes, { ...api.probes[0], id: 'ready', path: '/ready' }],
  alerts: [
    ...api.alerts,
    { ...api.alerts[0], id: 'AlmostNoRequests', expr: 'api:http_requests:rate5m < 1' },
    { ...api.alerts[0], id: 'Quiet', expr: 'api:http_requests:rate1h < 1', severity: 'info' },
  ],
  records: [
    // Used by the other two, and last by its name.
    { ...api.records[0], id: 'requests' },
    { id: 'per-hour', record: 'api:http_requests:rate1h', expr: 'avg_over_time(api:http_requests:rate5m[1h])' },
    {
      id: 'a-ratio',
      record: 'api:http_requests:ratio',
      expr: 'api:http_requests:rate5m / (api:http_requests:rate1h > 0)',
    },
  ],
  logs: [
    { id: 'app-logs', dataset: 'api.app', inputs: [{ kind: 'tcp' }] },
    { id: 'audit-logs', dataset: 'api.audit', inputs: [{ kind: 'tcp' }] },
  ],
  traces: [{ id: 'tracing' }],
  dashboards: [...api.dashboards, { ...api.dashboards[0], id: 'api-more', title: 'More' }],
  runbooks: [...api.runbooks, { ...api.runbooks[0], id: 'slowness' }],
};

const catalogue: Catalogue = {
  ...base,
  uses: [
    { kind: 'node', options: {} },
    { kind: 'docker', options: {} },
  ],
  teams: [platform, { ...platform, id: 'shop', timezone: 'UTC' }, { ...platform, id: 'art' }],
  services: [
    rich,
    { id: 'shop-web', owner: 'shop', runbooks: api.runbooks, alerts: [{ ...api.alerts[0], expr: 'vector(1) > 0' }] },
    { id: 'batch', owner: 'platform', tier: 3, traces: [{ id: 'tracing' }] },
  ],
  dashboards: [
    { ...api.dashboards[0], id: 'sales', title: 'Sales' },
    { ...api.dashboards[0], id: 'board', title: 'Board' },
  ],
  runbooks: [
    { ...api.runbooks[0], id: 'shared' },
    { ...api.runbooks[0], id: 'common' },
  ],
  scrapeJobs: [
    {
      id: 'switches',
      discover: { kind: 'static', addresses: ['switch.example.com:9100'], labels: { b: '1', a: '2' } },
    },
    { id: 'doors', discover: { kind: 'dns', names: ['doors.example.com'] } },
  ],
  prometheus: {
    remoteWrite: [
      { id: 'lake', url: 'https://lake.example.com/write' },
      { id: 'archive', url: 'https://archive.example.com/write' },
    ],
  },
};

const synth = async (program: Catalogue) => {
  const { files, diagnostics } = await synthesize(
    { catalogue: program, diagnostics: [] },
    { today: '2026-01-01', targets: ['kubernetes', 'compose'] },
  );
  return { files: Object.fromEntries(files), diagnostics };
};

const shuffled = <T>(items: readonly T[] = []): fc.Arbitrary<readonly T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length });

const shuffledService = (entry: ServiceEntry): fc.Arbitrary<ServiceEntry> =>
  fc
    .record({
      uses: shuffled(entry.uses),
      slos: shuffled(entry.slos),
      performance: shuffled(entry.performance),
      probes: shuffled(entry.probes),
      alerts: shuffled(entry.alerts),
      records: shuffled(entry.records),
      logs: shuffled(entry.logs),
      dashboards: shuffled(entry.dashboards),
      runbooks: shuffled(entry.runbooks),
    })
    .map(lists => ({ ...entry, ...lists }));

const shuffledCatalogue: fc.Arbitrary<Catalogue> = fc
  .record({
    uses: shuffled(catalogue.uses),
    teams: shuffled(catalogue.teams),
    services: fc.tuple(...catalogue.services.map(shuffledService)).chain(services => shuffled(services)),
    dashboards: shuffled(catalogue.dashboards),
    runbooks: shuffled(catalogue.runbooks),
    scrapeJobs: shuffled(catalogue.scrapeJobs),
    prometheus: fc.record({ remoteWrite: shuffled(catalogue.prometheus?.remoteWrite) }),
  })
  .map(lists => ({ ...catalogue, ...lists }));

describe('the output depends on what a program says', () => {
  test('and it says enough for this test', async () => {
    const { files, diagnostics } = await synth(catalogue);
    expect(diagnostics).toEqual([]);
    expect(Object.keys(files).length).toBeGreaterThan(80);
  });

  test('and not on when it is rendered', async () => {
    expect(await synth(catalogue)).toEqual(await synth(catalogue));
  });

  test('and not on whether it was data or JSON text before', async () => {
    const copy: unknown = JSON.parse(JSON.stringify(catalogue));
    const options = { today: '2026-01-01', targets: ['kubernetes', 'compose'] };
    const { files } = await synthesize({ catalogue: copy, diagnostics: [] }, options);
    expect(Object.fromEntries(files)).toEqual((await synth(catalogue)).files);
  });

  test('and not on the order in which it says it', async () => {
    const expected = await synth(catalogue);
    await fc.assert(
      fc.asyncProperty(shuffledCatalogue, async program => {
        expect(await synth(program)).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  test('but a recorded series is computed before what uses it', async () => {
    const { plan } = await synthesize({ catalogue, diagnostics: [] }, { today: '2026-01-01', targets: [] });
    const records = plan?.groups
      .flatMap(group => group.rules)
      .flatMap(rule => (rule.kind === 'record' && rule.path.startsWith('acme/api/') ? [rule.record] : []))
      .filter(record => record.startsWith('api:'));
    expect(records).toEqual(['api:http_requests:rate5m', 'api:http_requests:rate1h', 'api:http_requests:ratio']);
  });
});
