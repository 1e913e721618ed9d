import { describe, expect, test } from 'vitest';
import type { Catalogue, ServiceEntry } from '../../src/catalogue/catalogue.ts';
import { formatDecimal } from '../../src/core/decimal.ts';
import { latestVersions } from '../../src/ir/versions.ts';
import { resolve } from '../../src/model/resolve.ts';
import { api, base, platform } from '../accepted/base.ts';

const bare: ServiceEntry = { id: 'bare', owner: 'platform' };
const redisUse = { kind: 'redis', options: { host: 'cache' } };
const catalogue = (...services: readonly ServiceEntry[]): Catalogue => ({ ...base, services });
const service = (entry: ServiceEntry) => resolve(catalogue(entry)).model.services[0];
const found = (program: Catalogue): readonly string[] =>
  resolve(program).diagnostics.map(({ code, path, message }) => `${code} ${path}: ${message}`);

describe('what a stack leaves out', () => {
  test('is filled in', () => {
    const { model, diagnostics } = resolve(base);
    expect(diagnostics).toEqual([]);
    expect(model).toMatchObject({
      path: 'acme',
      profile: 'small',
      versions: latestVersions,
      intervals: { scrape: '15s', evaluation: '30s' },
      retention: { metrics: '45d', logsHot: '7d', logsDelete: '30d', traces: '7d' },
      runbookBase: 'dist/runbooks',
      grafanaBase: 'http://localhost:3000',
      external: [],
      patches: [],
    });
  });

  test('does not hide what it says', () => {
    const { model } = resolve({
      ...base,
      profile: 'local',
      intervals: { scrape: '5s' },
      retention: { logs: { delete: '90d' } },
      versions: { prometheus: '3.5.0', grafana: '12.0.0' },
      runbookBase: 'https://wiki.example.com/runbooks/',
    });
    expect(model).toMatchObject({
      profile: 'local',
      versions: { prometheus: '3.5.0', grafana: '12.0.0', alertmanager: latestVersions.alertmanager },
      intervals: { scrape: '5s', evaluation: '30s' },
      retention: { logsHot: '7d', logsDelete: '90d' },
      runbookBase: 'https://wiki.example.com/runbooks',
    });
  });

  test('and versions can be named from outside', () => {
    const { model } = resolve({ ...base, versions: { prometheus: '3.5.0' } }, { prometheus: '2.53.3' });
    expect(model.versions.prometheus).toBe('2.53.3');
  });

  test('has business hours in its own zone', () => {
    expect(resolve(base).model.teams[0]).toMatchObject({
      path: 'acme/platform',
      timezone: 'Europe/Kyiv',
      businessHours: { days: 'monday:friday', from: '09:00', to: '18:00' },
    });
  });

  test('includes a page for the platform itself', () => {
    const pages = resolve(base).model.runbooks.map(({ page, path }) => [page, path]);
    expect(pages.slice(0, 2)).toEqual([
      ['monitoring-platform', 'acme/monitoring-platform'],
      ['api-errors', 'acme/api/errors'],
    ]);
    // After those that authors wrote: one per alert that comes along.
    expect(pages).toContainEqual(['service-down', 'acme/service-down']);
  });
});

describe('a service', () => {
  test('without metrics is not scraped', () => {
    expect(service({ ...bare, port: 80 })).toMatchObject({ path: 'acme/bare', tier: 2, scrape: undefined });
  });

  test.each<[string, ServiceEntry, object]>([
    [
      'with a runtime is scraped on its port',
      { ...bare, port: 8000, runtime: api.runtime },
      { job: 'bare', port: 8000, metricsPath: '/metrics', interval: '15s', timeout: '10s', scheme: 'http' },
    ],
    [
      'with metrics of its own is scraped on its port',
      { ...bare, port: 8000, metrics: { up: { name: 'x', kind: 'gauge', labels: {} } } },
      { job: 'bare', port: 8000 },
    ],
    [
      'may say how it is scraped',
      { ...bare, port: 8000, scrape: { job: 'bare-app', port: 9000, path: '/m', interval: '5s' } },
      { job: 'bare-app', port: 9000, metricsPath: '/m', interval: '5s', timeout: '3s' },
    ],
    [
      'with a limit of its own keeps the others',
      { ...bare, port: 8000, scrape: { limits: { samples: 7 } } },
      { limits: { samples: 7, bodySize: '50MB' } },
    ],
    [
      'that trusts an authority is scraped over https',
      { ...bare, port: 8000, scrape: { tls: { ca: { secret: 'ca' } } } },
      { scheme: 'https' },
    ],
    [
      'needs no port when a discovery knows it',
      { ...bare, scrape: { discover: { kind: 'dns', names: ['bare.example.com'] } } },
      { job: 'bare', port: undefined, discover: { kind: 'dns', names: ['bare.example.com'] } },
    ],
    [
      'may say how long a scrape takes',
      { ...bare, port: 8000, scrape: { interval: '30s', timeout: '20s' } },
      { interval: '30s', timeout: '20s' },
    ],
  ])('%s', (_, entry, expected) => {
    expect(service(entry)?.scrape).toMatchObject(expected);
  });

  test('knows the metrics of its runtime and its own, which win', () => {
    const own = { name: 'http_requests_total', kind: 'counter', labels: {}, help: 'Mine.' } as const;
    const metrics = service({ ...bare, port: 80, runtime: api.runtime, metrics: { own } })?.metrics;
    expect([...(metrics?.keys() ?? [])]).toEqual(['http_requests_total', 'http_request_duration_seconds']);
    expect(metrics?.get('http_requests_total')?.help).toBe('Mine.');
  });
});

describe('an objective', () => {
  test('becomes exact numbers', () => {
    const slos = service(api)?.slos ?? [];
    expect(slos.map(({ slo, objective, window }) => [slo, formatDecimal(objective), window])).toEqual([
      ['api-availability', '0.999', '30d'],
      ['api-latency', '0.95', '30d'],
    ]);
    expect(slos.map(({ minBadEvents, runbook }) => [minBadEvents, runbook])).toEqual([
      [3, 'api-errors'],
      [3, 'api-errors'],
    ]);
    expect(slos.map(({ tiers }) => tiers.map(({ threshold }) => formatDecimal(threshold)))).toEqual([
      ['0.0144', '0.006', '0.003', '0.001'],
      ['0.72', '0.3', '0.15', '0.05'],
    ]);
  });
});

describe('a probe', () => {
  test.each<[string, object, object]>([
    [
      'of a path is internal and wakes somebody',
      { path: '/health', within: '1s' },
      {
        target: { kind: 'service', port: 8000, urlPath: '/health' },
        class: 'internal',
        interval: '10s',
        timeout: '5s',
        scrapeTimeout: '6s',
        status: [200],
        severity: 'critical',
      },
    ],
    [
      'of another address is external and a warning',
      { url: 'https://example.com/', within: '1s' },
      {
        target: { kind: 'address', address: 'https://example.com/' },
        class: 'external',
        interval: '60s',
        severity: 'warning',
      },
    ],
    [
      'waits longer than its promise',
      { url: 'https://example.com/', within: '8s' },
      { limit: 8, timeout: '9s', scrapeTimeout: '10s' },
    ],
    [
      'never waits beyond its interval',
      { path: '/health', within: '1s', interval: '2s' },
      { timeout: '1s', scrapeTimeout: '2s' },
    ],
  ])('%s', (_, change, expected) => {
    const probe = { id: 'p', kind: 'http', within: '1s', runbook: 'errors', ...change } as const;
    expect(service({ ...api, probes: [probe] })?.probes[0]).toMatchObject(expected);
  });
});

describe('a dashboard', () => {
  test.each<[string, string, string]>([
    ['carries the name of its service in its uid', 'requests', 'api-requests'],
    ['does not carry it twice', 'api-requests', 'api-requests'],
    ['has a uid that Grafana accepts', 'x'.repeat(60), `api-${'x'.repeat(36)}`],
  ])('%s', (_, id, uid) => {
    const { model } = resolve(catalogue({ ...api, dashboards: [{ ...api.dashboards[0], id }] }));
    expect(model.dashboards.map(dashboard => [dashboard.uid, dashboard.folder, dashboard.service])).toEqual([
      [uid, 'platform', 'api'],
    ]);
  });
});

describe('what does not fit together', () => {
  test.each<[string, Catalogue, readonly string[]]>([
    ['a service without an owner', catalogue({ id: 'bare' }), ['OWNER acme/bare: The service `bare` has no owner.']],
    [
      'a service of an unknown team',
      catalogue({ id: 'bare', owner: 'platfrom' }),
      ['OWNER acme/bare: The owner "platfrom" of the service `bare` is not a team of the stack.'],
    ],
    [
      'a stack of an unknown team',
      { ...base, owner: 'ops' },
      ['OWNER acme: The stack\'s owner "ops" is not a team of it.'],
    ],
    [
      'two services with one name',
      catalogue(bare, bare, bare),
      ['NAME-DUP acme/bare~2: Two services are named `bare`.', 'NAME-DUP acme/bare~3: Two services are named `bare`.'],
    ],
    [
      'a team and a service with one name',
      catalogue({ id: 'platform', owner: 'platform' }),
      ['NAME-DUP acme/platform~2: A team and a service are both named `platform`.'],
    ],
    [
      'an SLO and an alert with one name',
      catalogue({ ...api, alerts: [{ ...api.alerts[0], id: 'latency' }] }),
      ['NAME-DUP acme/api/latency~2: An SLO and an alert are both named `latency`.'],
    ],
    [
      'a team with a name in capitals',
      { ...base, teams: [platform, { ...platform, id: 'Shop' }] },
      ['NAME-INVALID acme/Shop: The team name "Shop" must be lower case letters, digits and dashes, at most 63.'],
    ],
    [
      'a runbook that nobody wrote',
      catalogue({ ...api, runbooks: [] }),
      ['latency', 'availability', 'RequestsMissing', 'health']
        .map(id => `RUNBOOK acme/api/${id}: There is no runbook "errors".`)
        .sort(),
    ],
    [
      'a probe of a path without a port',
      catalogue({ ...bare, runbooks: api.runbooks, probes: api.probes }),
      ['PORT acme/bare/health: A probe of a path needs the port of `bare`.'],
    ],
    [
      'metrics without a port',
      catalogue({ ...bare, runtime: api.runtime }),
      ['PORT acme/bare: The service `bare` exposes metrics and has no port.'],
    ],
    [
      'a probe of nothing',
      catalogue({ ...api, probes: [{ id: 'health', kind: 'http', within: '1s', runbook: 'errors' }] }),
      ['PROBE-TARGET acme/api/health: A probe needs either `path` or `url`.'],
    ],
    [
      'one exporter twice',
      catalogue({ ...bare, uses: [redisUse, redisUse, redisUse] }),
      [
        'NAME-DUP acme/bare: The service uses `redis()` twice: their exporters, jobs and alerts would have the same names.',
      ],
    ],
    [
      'two runtimes of one process',
      catalogue({
        ...bare,
        port: 80,
        runtime: { kind: 'flask', options: {} },
        uses: [{ kind: 'fastapi', options: {} }],
      }),
      ['OPTION acme/bare: `flask()` and `fastapi()` are both runtimes, and a service has one.'],
    ],
    [
      'a runtime that does not exist',
      catalogue({ ...bare, port: 80, runtime: { kind: 'flaks', options: {} } }),
      ['KIND acme/bare: There is no integration "flaks".'],
    ],
    [
      'the value of a secret where its name belongs',
      { ...base, heartbeat: { kind: 'webhook', options: { url: 'https://x.example.com', token: 'abc' } } },
      ['SEC-INLINE acme: Option `token` of webhook() must name a secret, not hold its value.'],
    ],
  ])('%s', (_, program, expected) => {
    expect([...found(program)].sort()).toEqual([...expected].sort());
  });

  test('a runbook of the stack serves every service', () => {
    const program = { ...catalogue({ ...api, runbooks: [] }), runbooks: api.runbooks };
    expect(found(program)).toEqual([]);
    expect(resolve(program).model.services[0]?.alerts[0]?.runbook).toBe('errors');
  });

  test('a runbook of the service comes before one of the stack', () => {
    const { model } = resolve({ ...catalogue(api), runbooks: api.runbooks });
    expect(model.services[0]?.alerts[0]?.runbook).toBe('api-errors');
  });

  test('the first team takes what belongs to the stack, when its owner is none', () => {
    const { model } = resolve({ ...base, owner: 'ops', services: [{ ...api, owner: 'nobody' }] });
    expect([model.owner, model.services[0]?.owner, model.dashboards[0]?.folder]).toEqual([
      'platform',
      'platform',
      'platform',
    ]);
  });

  test('the owner of the stack takes what belongs to nobody', () => {
    expect(service({ id: 'bare' })?.owner).toBe('platform');
    expect(service({ id: 'bare', owner: 'nobody' })?.owner).toBe('platform');
  });
});
