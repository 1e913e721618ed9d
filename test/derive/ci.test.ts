import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { validateCatalogue } from '../../src/catalogue/validate.ts';
import { isJsonObject, type JsonValue } from '../../src/core/json.ts';
import { derive } from '../../src/derive/registry.ts';
import { readQueries } from '../../src/live/read-queries.ts';
import { resolve } from '../../src/model/resolve.ts';
import { parse } from '../../src/promql/parse.ts';
import { emitPlan } from '../../src/synth/emitters.ts';
import { base, withService } from '../accepted/base.ts';

/** What the documents of a stack hold, by path. */
const bodiesOf = async (value: unknown): Promise<ReadonlyMap<string, JsonValue>> => {
  const { catalogue } = validateCatalogue(value);
  if (catalogue === undefined) throw new Error('the catalogue of the test is not valid');
  const { model } = resolve(catalogue);
  const plan = await emitPlan(model);
  return new Map(derive(model, plan, analyse(model, plan)).documents.map(({ path, body }) => [path, body]));
};

/** A value inside a document. */
const at = (value: JsonValue | undefined, ...keys: readonly string[]): JsonValue | undefined =>
  keys.reduce<JsonValue | undefined>(
    (inner, key) => (isJsonObject(inner) ? inner[key] : Array.isArray(inner) ? inner[Number(key)] : undefined),
    value,
  );

const bodies = await bodiesOf(base);
const queries = bodies.get('dist/ci/queries.json');

describe('the questions about a service', () => {
  test('cover what an application would answer about its own monitoring', () => {
    const listed = at(queries, 'services', '0', 'queries');
    const ids = Array.isArray(listed) ? listed.map(query => at(query, 'id')) : [];
    expect(ids).toEqual([
      'health.up',
      'metrics.series',
      'dashboard.api',
      'dashboard.api-requests',
      'probes.success',
      'probes.duration',
      'error-budget.objective',
      'error-budget.threshold',
      'error-budget.consumption',
      'error-budget.remaining',
      'error-budget.exhaustion',
      'error-budget.deployment-frozen',
      'performance-budget.api-latency.p95',
      'performance-budget.api-latency.p99',
      'alerts.active',
      'alerts.firing',
    ]);
  });

  test('are complete requests with a unit', () => {
    const listed = at(queries, 'services', '0', 'queries');
    expect(Array.isArray(listed) && listed.find(query => at(query, 'id') === 'error-budget.consumption')).toEqual({
      id: 'error-budget.consumption',
      server: 'prometheus',
      path: '/api/v1/query',
      parameters: { query: 'slo:period_budget_consumed:ratio{service="api"}' },
      unit: 'ratio',
      labels: ['slo'],
    });
  });

  test('are PromQL where they are asked of Prometheus', () => {
    const listed = at(queries, 'services', '0', 'queries');
    const texts = Array.isArray(listed) ? listed.map(query => at(query, 'parameters', 'query')) : [];
    const wrong = texts.flatMap(text => (typeof text === 'string' ? parse(text).problems : []));
    expect(wrong).toEqual([]);
    expect(texts.filter(text => typeof text === 'string').length).toBe(12);
  });

  test('are read back by the commands', () => {
    const quantile = (share: string): string =>
      `histogram_quantile(${share}, sum by (le) (rate(http_request_duration_seconds_bucket{service="api"}[5m])))`;
    expect(queries === undefined ? undefined : readQueries(queries)).toEqual({
      services: [
        {
          service: 'api',
          team: 'platform',
          objectives: [
            { slo: 'api-availability', dimension: 'availability', weight: 'events' },
            { slo: 'api-latency', dimension: 'performance', weight: 'events' },
          ],
          performance: [
            {
              id: 'api-latency',
              histogram: 'http_request_duration_seconds',
              p95: quantile('0.95'),
              p99: quantile('0.99'),
              target_p95: 0.2,
              target_p99: null,
            },
          ],
        },
      ],
    });
  });

  test('say what a promise is about and what it weighs', async () => {
    const slo = { objective: '99%', runbook: 'errors' };
    const ratio = {
      kind: 'ratio',
      bad: 'http_requests_total{service="api",status=~"5.."}',
      total: 'http_requests_total{service="api"}',
    };
    const more = await bodiesOf(
      withService({
        slos: [
          { ...slo, id: 'state', sli: { kind: 'probe', probe: 'health' } },
          { ...slo, id: 'sliced', sli: ratio, slices: { length: '5m', target: '99%' } },
          { ...slo, id: 'counted', sli: ratio },
        ],
      }),
    );
    expect(at(more.get('dist/ci/queries.json'), 'services', '0', 'objectives')).toEqual([
      { slo: 'api-counted', dimension: 'availability', weight: 'events' },
      { slo: 'api-sliced', dimension: 'availability', weight: 'time' },
      { slo: 'api-state', dimension: 'availability', weight: 'time' },
    ]);
  });

  test('hold the limits of performance budgets', async () => {
    const more = await bodiesOf(
      withService({
        performance: [
          {
            id: 'checkout',
            histogram: 'http_request_duration_seconds',
            where: 'service="api",endpoint="/checkout"',
            p95: '200ms',
            p99: '1s',
            runbook: 'errors',
          },
        ],
      }),
    );
    expect(at(more.get('dist/ci/queries.json'), 'services', '0', 'performance', '0')).toEqual({
      id: 'api-checkout',
      histogram: 'http_request_duration_seconds',
      p95: 'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{service="api",endpoint="/checkout"}[5m])))',
      p99: 'histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{service="api",endpoint="/checkout"}[5m])))',
      target_p95: 0.2,
      target_p99: 1,
    });
  });

  test.each<[string, JsonValue]>([
    ['no object', 'services'],
    ['no list', { services: {} }],
    ['a service without a name', { services: [{ team: 'a', objectives: [], performance: [] }] }],
    [
      'a promise about something unheard of',
      {
        services: [
          { service: 'a', team: 'a', objectives: [{ slo: 'b', dimension: 'luck', weight: 'events' }], performance: [] },
        ],
      },
    ],
    [
      'a promise that weighs something unheard of',
      {
        services: [
          {
            service: 'a',
            team: 'a',
            objectives: [{ slo: 'b', dimension: 'quality', weight: 'kilograms' }],
            performance: [],
          },
        ],
      },
    ],
    [
      'a limit that is no number',
      {
        services: [
          {
            service: 'a',
            team: 'a',
            objectives: [],
            performance: [{ id: 'b', histogram: 'c', p95: 'd', p99: 'e', target_p95: '1', target_p99: null }],
          },
        ],
      },
    ],
  ])('are refused when they are %s', (_, value) => {
    expect(readQueries(value)).toBeUndefined();
  });
});

describe('the map of endpoints', () => {
  const page = bodies.get('dist/docs/endpoint-map.md');

  test('names the request for every question', () => {
    expect(page).toContain(
      '| error-budget.deployment-frozen | prometheus | `GET /api/v1/query?query=slo%3Adeployment_frozen%3Abool%7Bservice%3D%22api%22%7D` |\n',
    );
    expect(page).toContain(
      '| alerts.active | alertmanager | `GET /api/v2/alerts?filter=service%3D%22api%22&active=true` |\n',
    );
  });

  test('names only servers of the stack', () => {
    expect(page).toContain('| alertmanager | `http://alertmanager:9093` |\n');
    expect(page).not.toContain('| jaeger |');
  });
});

describe('the jobs that freeze', () => {
  const github = bodies.get('dist/ci/github-freeze-gate.yml');
  const gitlab = bodies.get('dist/ci/gitlab-freeze-gate.yml');

  test('are allowed to read the repository and nothing else', () => {
    expect(at(github, 'permissions')).toEqual({ contents: 'read' });
    expect(at(github, 'jobs', 'freeze-gate', 'permissions')).toBeUndefined();
  });

  test('use pinned actions and images', () => {
    const steps = at(github, 'jobs', 'freeze-gate', 'steps');
    const uses = Array.isArray(steps) ? steps.flatMap(step => at(step, 'uses') ?? []) : [];
    expect(uses).toEqual(['actions/checkout@v4', 'actions/setup-node@v4']);
    expect(at(gitlab, 'freeze-gate', 'image')).toMatch(/:\d+\.\d+-/);
    expect(at(github, 'jobs', 'freeze-gate', 'runs-on')).toMatch(/-\d/);
  });

  test('never put what they are told into a script', () => {
    const steps = at(github, 'jobs', 'freeze-gate', 'steps');
    const scripts = Array.isArray(steps) ? steps.flatMap(step => at(step, 'run') ?? []) : [];
    expect(scripts.filter(script => String(script).includes('${{'))).toEqual([]);
  });

  test('end, whatever Prometheus does', () => {
    expect(at(github, 'jobs', 'freeze-gate', 'timeout-minutes')).toBe(5);
    expect(at(gitlab, 'freeze-gate', 'timeout')).toBe('5 minutes');
  });

  test('are not written for a stack that promises nothing', async () => {
    const paths = [...(await bodiesOf(withService({ slos: [] }))).keys()];
    expect(paths.filter(path => path.includes('freeze-gate'))).toEqual([]);
  });
});
