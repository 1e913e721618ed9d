/**
 * How a synth with every check grows with the stack: time and memory per service at growing sizes, next to the smallest
 * of them and to the bare serialisation of the same files. Flat lines mean linear growth. Ratios of one run.
 */
import type { Catalogue, ServiceEntry } from '../src/catalogue/catalogue.ts';
import { renderYaml } from '../src/core/yaml.ts';
import { ruleFile } from '../src/prometheus/rule-file.ts';
import { synthesize } from '../src/synth/synthesize.ts';

const sizes = [25, 100, 400, 1_000] as const;

/** A service with three integrations, three promises, two alerts, a probe and a generated dashboard. */
const service = (i: number): ServiceEntry => {
  const id = `service-${i}`;
  const requests = (path: number, more = '') => `http_requests_total{service="${id}",handler="/${path}"${more}}`;
  return {
    id,
    owner: 'platform',
    tier: 2,
    port: 8000,
    runtime: { kind: 'fastapi', options: { handlers: 10 } },
    uses: [
      { kind: 'pythonProcess', options: {} },
      {
        kind: 'postgres',
        options: { host: 'db.example.com', database: id, user: 'monitor', password: { secret: 'postgres' } },
      },
    ],
    slos: [1, 2, 3].map(path => ({
      id: `availability-${path}`,
      objective: '99.9%',
      runbook: 'runbook',
      sli: { kind: 'ratio', bad: requests(path, ',status=~"5.."'), total: requests(path) },
    })),
    probes: [{ id: 'health', kind: 'http', path: '/health', within: '1s', runbook: 'runbook' }],
    alerts: [1, 2].map(path => ({
      id: `Errors${path}`,
      expr: `sum(rate(${requests(path, ',status=~"5.."')}[5m])) / (sum(rate(${requests(path)}[5m])) > 0) > 0.05`,
      severity: 'warning',
      summary: 'Requests fail.',
      action: 'Look at the traces.',
      runbook: 'runbook',
    })),
    runbooks: [{ id: 'runbook', title: 'Runbook', steps: ['Look at the traces.'] }],
  };
};

const receiver = { kind: 'webhook', options: { url: 'https://alerts.example.com' } };
const catalogue = (services: number): Catalogue => ({
  org: 'bench',
  environment: 'bench',
  owner: 'platform',
  heartbeat: receiver,
  teams: [{ id: 'platform', timezone: 'UTC', page: receiver }],
  services: Array.from({ length: services }, (_, i) => service(i)),
});

const run = async (services: number) => {
  const start = performance.now();
  const { plan, files, diagnostics } = await synthesize(
    { catalogue: catalogue(services), diagnostics: [] },
    { today: '2026-01-01', targets: ['compose'] },
  );
  const time = performance.now() - start;
  const mistake = diagnostics.find(({ severity }) => severity === 'error');
  if (plan === undefined || mistake !== undefined) throw new Error(JSON.stringify(mistake));
  const again = performance.now();
  for (const group of plan.groups) renderYaml(ruleFile([group]).body);
  for (const dashboard of plan.dashboards) JSON.stringify(dashboard.body, undefined, 2);
  const bare = performance.now() - again;
  const rules = plan.groups.reduce((sum, group) => sum + group.rules.length, 0);
  return { services, rules, files: files.size, time, bare, memory: process.memoryUsage().rss / 2 ** 20 };
};

await run(sizes[0]); // the first run also compiles
const first = await run(sizes[0]);
const show = (row: typeof first) =>
  console.log(
    `${String(row.services).padStart(4)} services, ${String(row.rules).padStart(5)} rules, ${String(row.files).padStart(4)} files: ` +
      `${(row.time / row.services / (first.time / first.services)).toFixed(2)}x the time per service, ` +
      `${(row.time / row.bare).toFixed(1)}x the bare serialisation, ${row.memory.toFixed(0)} MB`,
  );
show(first);
for (const size of sizes.slice(1)) show(await run(size));
