import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, type Vector } from '../live/accounts.ts';
import { type StubServer, sendJson, startStub, vectorOf } from '../live/stub-server.ts';
import { openWorkbench, type Workbench } from './command.ts';

const probe = (name: string, values: Readonly<Record<string, number>>): Vector =>
  Object.entries(values).map(([metric, value]) => [
    { __name__: metric, service: 'api', team: 'web', probe: name, instance: `http://api/${name}` },
    value,
  ]);

/** What the stub knows, by a part of the query. */
const known: readonly (readonly [part: string, series: Vector])[] = [
  ['slo:objective', account('api', 'errors', { spent: 0.85, frozen: 0 })],
  [
    'probe_success',
    [
      ...probe('health', { probe_success: 1, probe_duration_seconds: 0.0123, probe_http_status_code: 200 }),
      ...probe('orders', { probe_success: 0, probe_duration_seconds: 0.2, probe_http_status_code: 503 }),
      ...probe('pay', { probe_success: 0, probe_duration_seconds: 5, probe_http_status_code: 0 }),
      ...probe('terms', {
        probe_success: 0,
        probe_duration_seconds: 0.1,
        probe_http_status_code: 200,
        probe_failed_due_to_regex: 1,
      }),
      ...probe('port', { probe_success: 1, probe_duration_seconds: 0.001 }),
    ],
  ],
  ['quantile(0.95', [[{}, 0.61234]]],
  ['quantile(0.99', [[{}, 'NaN']]],
];

const queries = JSON.stringify({
  services: [
    {
      service: 'api',
      team: 'web',
      objectives: [{ slo: 'api-errors', dimension: 'availability', weight: 'events' }],
      performance: [
        {
          id: 'api-fast',
          histogram: 'h',
          p95: 'histogram_quantile(0.95, h)',
          p99: 'histogram_quantile(0.99, h)',
          target_p95: 0.5,
          target_p99: null,
        },
      ],
    },
  ],
});

let bench: Workbench;
let stub: StubServer;
beforeAll(async () => {
  bench = openWorkbench();
  bench.write('queries.json', queries);
  stub = await startStub((url, response) => {
    const query = url.searchParams.get('query') ?? '';
    const [, series = []] = url.pathname.startsWith('/empty')
      ? []
      : (known.find(([part]) => query.includes(part)) ?? []);
    sendJson(response, { status: 'success', data: vectorOf(series) });
  });
});
afterAll(async () => {
  await stub.close();
  bench.remove();
});

describe('sightline status', () => {
  test('prints budgets, performance and probes', async () => {
    const { status, stdout, stderr } = await bench.run('status', '--prometheus', stub.url, '--queries', 'queries.json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(`SERVICE  SLO         PROMISE          BAD      SPENT  EMPTY IN  DEPLOYMENTS
api      api-errors  99.9 % over 30d  0.085 %  85 %   1d        open

SERVICE  LIMITS    HISTOGRAM  STATUS    P95      LIMIT  P99  LIMIT
api      api-fast  h          exceeded  0.612 s  0.5 s  -    -

SERVICE  PROBE   STATUS  TIME     LAST ANSWER
api      health  up      12 ms    http://api/health answers with the HTTP status 200
api      orders  down    200 ms   http://api/orders answers with the HTTP status 503
api      pay     down    5000 ms  http://api/pay does not answer
api      port    up      1 ms     http://api/port answers
api      terms   down    100 ms   http://api/terms answers with the HTTP status 200, and not with the expected content
`);
  });

  test('prints the shapes that the schema promises', async () => {
    const { status, stdout, stderr } = await bench.run(
      'status',
      '--prometheus',
      stub.url,
      '--queries',
      'queries.json',
      '--json',
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const answer: unknown = JSON.parse(stdout);
    expect(answer).toMatchObject({
      services: [
        {
          service: 'api',
          team: 'web',
          budgets: [
            {
              status: 'at_risk',
              error_rate: 0.00085,
              budget_consumption: 0.85,
              threshold: 0.001,
              deployment_frozen: false,
            },
          ],
          performance: [{ id: 'api-fast', status: 'exceeded', p95: 0.61234, p99: null, target_p95: 0.5 }],
          probes: [
            { probe: 'health', status: 'up', response_time_ms: 12, message: 'answers with the HTTP status 200' },
            { probe: 'orders', status: 'down' },
            { probe: 'pay', status: 'down' },
            { probe: 'port', status: 'up' },
            { probe: 'terms', status: 'down' },
          ],
        },
      ],
      diagnostics: [],
    });
  });

  test('without the questions says nothing of performance', async () => {
    const { stdout } = await bench.run('status', '--prometheus', stub.url, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ services: [{ performance: [] }] });
  });

  test('ends with 1 when nothing is known', async () => {
    const { status, stdout, stderr } = await bench.run('status', '--prometheus', `${stub.url}/empty`);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('error SLO-NONE: No objective is recorded there');
  });

  test.each([
    {
      args: ['--queries', 'stacks/shop.ts'],
      mistake: '--queries: stacks/shop.ts is no file of questions; render it with sightline synth.',
    },
    {
      args: ['--queries', 'gone.json'],
      mistake: '--queries: gone.json is no file of questions; render it with sightline synth.',
    },
    { args: ['more'], mistake: 'status reads no file; got more. Name services with --service.' },
  ])('$args is wrong usage', async ({ args, mistake }) => {
    const { status, stderr } = await bench.run('status', '--prometheus', stub.url, ...args);
    expect({ status, first: stderr.split('\n')[0] }).toEqual({ status: 2, first: mistake });
  });
});

describe('dist/ci/status.schema.json', () => {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false });
  const validate = ajv.compile(JSON.parse(readFileSync('dist/ci/status.schema.json', 'utf8')));

  test.each([
    ['the status', ['status', '--queries', 'queries.json']],
    ['the status of nothing', ['status'], '/empty'],
    ['the gate', ['gate']],
    ['the gate that knows nothing', ['gate'], '/empty'],
  ] as const)('is kept by %s', async (_, [command, ...args], path?: string) => {
    const { stdout } = await bench.run(command, '--prometheus', `${stub.url}${path ?? ''}`, ...args, '--json');
    const answer: unknown = JSON.parse(stdout);
    expect(validate(answer) ? [] : validate.errors).toEqual([]);
  });

  test.each([
    ['an unknown key', { services: [], diagnostics: [], more: 1 }],
    ['a missing key', { services: [] }],
    ['a state of its own', { services: [{ service: 'a', team: 'b', budgets: [{ status: 'fine' }] }], diagnostics: [] }],
  ])('refuses %s', (_, value) => {
    expect(validate(value)).toBe(false);
  });
});
