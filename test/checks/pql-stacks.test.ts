import { expect, test } from 'vitest';
import reference from '../../examples/reference/index.ts';
import type { Catalogue, ServiceEntry } from '../../src/catalogue/catalogue.ts';
import { checks } from '../../src/checks/registry.ts';
import type { Duration } from '../../src/core/duration.ts';
import { gauge } from '../../src/promql/declare.ts';
import { synthesize } from '../../src/synth/synthesize.ts';
import { base } from '../accepted/base.ts';

const shop = (id: string, within: Duration): ServiceEntry => ({
  id,
  owner: 'platform',
  tier: 2,
  port: 8000,
  runtime: { kind: 'fastapi', options: {} },
  uses: [
    {
      kind: 'postgres',
      options: { host: 'db.example.com', database: id, user: 'monitor', password: { secret: `${id}-postgres` } },
    },
  ],
  slos: [
    {
      id: 'availability',
      objective: '99.5%',
      window: '7d',
      sli: {
        kind: 'ratio',
        bad: `http_requests_total{service="${id}",status="5xx"}`,
        total: `http_requests_total{service="${id}"}`,
      },
      runbook: 'errors',
    },
    {
      id: 'latency',
      objective: '90%',
      sli: { kind: 'latency', histogram: 'http_request_duration_highr_seconds', where: `service="${id}"`, within },
      runbook: 'errors',
    },
  ],
  probes: [
    { id: 'health', kind: 'http', path: '/health', within: '1s', runbook: 'errors' },
    { id: 'partner', kind: 'http', url: 'https://partner.example.com/', within: '3s', runbook: 'errors' },
  ],
  runbooks: [{ id: 'errors', title: 'The shop fails', steps: ['Read the log.'] }],
});

/** Everything that a stack makes of itself for two services with other runtimes than the accepted one. */
const second: Catalogue = {
  ...base,
  intervals: { scrape: '30s', evaluation: '1m' },
  uses: [{ kind: 'node', options: {} }],
  services: [...base.services, shop('orders', '1s'), shop('stock', '500ms')],
};

const own = new Set(checks.map(({ code }) => code));

/**
 * Findings that are true. A low promise has other rows: nothing is wrong with it. Lines about security of Xionimus are
 * read by alerts, and no pipeline counts them yet.
 */
const known: readonly string[] = ['SLO-ROWS', 'LOG-COUNT at acme/xionimus'];

test.each([
  ['the reference stack', () => reference.toProgram()],
  ['a stack of everything that is there by itself', () => ({ catalogue: second, diagnostics: [] })],
])('%s has nothing that a check finds', async (_, program) => {
  const { diagnostics, plan } = await synthesize(program(), { today: '2026-01-01', targets: [] });
  const unexpected = diagnostics.filter(
    ({ code, path }) => own.has(code) && !known.includes(code) && !known.includes(`${code} at ${path}`),
  );
  expect(unexpected).toEqual([]);
  expect(plan?.groups.length).toBeGreaterThan(5);
});

test('a label of the application that every target has is told to its service', async () => {
  const metrics = { jobs: gauge('jobs', { labels: ['job', 'queue'] }) };
  const catalogue = { ...base, services: [...base.services, { id: 'shop', owner: 'platform', port: 1, metrics }] };
  const { diagnostics } = await synthesize({ catalogue, diagnostics: [] }, { today: '2026-01-01', targets: [] });
  expect(diagnostics.map(({ code, path, message }) => [code, path, message])).toEqual([
    ['LABEL-COLLIDE', 'acme/shop', 'The metric `jobs` has a label `job`, which every target has already.'],
  ]);
});
