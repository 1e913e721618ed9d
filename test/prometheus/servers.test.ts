import { describe, expect, test } from 'vitest';
import { validateCatalogue } from '../../src/catalogue/validate.ts';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import type { Artefact } from '../../src/ir/artefact.ts';
import type { Plan } from '../../src/ir/plan.ts';
import { resolve } from '../../src/model/resolve.ts';
import { configurePrometheus } from '../../src/prometheus/configure.ts';
import { emitPlan } from '../../src/synth/emitters.ts';
import { targets } from '../../src/targets/registry.ts';
import { base } from '../accepted/base.ts';

interface Emitted {
  readonly plan: Plan;
  readonly artefacts: readonly Artefact[];
}

const emitted = async (change: object, version = '3.13.2'): Promise<Emitted> => {
  const { catalogue } = validateCatalogue({ ...base, ...change });
  if (catalogue === undefined) throw new Error('the stack has no catalogue');
  const { model } = resolve(catalogue, { prometheus: version });
  const plan = await emitPlan(model);
  const target = await targets.get('kubernetes')?.open({}, model.path).load();
  if (target === undefined) throw new Error('there is no target');
  const { org, environment, versions } = model;
  return { plan, artefacts: configurePrometheus(model, plan, target.site({ org, environment, versions, plan })) };
};

const configOf = ({ artefacts }: Emitted, reader: string): JsonObject => {
  const body = artefacts.find(
    artefact => artefact.reader === reader && artefact.mount.endsWith('/prometheus.yml'),
  )?.body;
  if (!isJsonObject(body)) throw new Error(`${reader} has no configuration`);
  return body;
};
const rulesOf = ({ artefacts }: Emitted, reader: string): readonly string[] =>
  artefacts
    .filter(artefact => artefact.reader === reader && artefact.mount.includes('/rules/'))
    .map(({ mount }) => mount);
const argsOf = ({ plan }: Emitted, id: string): readonly unknown[] =>
  plan.workloads.find(workload => workload.id === id)?.args ?? [];
const jobNames = (config: JsonObject): readonly unknown[] => {
  const jobs = config['scrape_configs'];
  return Array.isArray(jobs) ? jobs.map((job: unknown) => (isJsonObject(job) ? job['job_name'] : undefined)) : [];
};

const archive = { id: 'archive', url: 'https://archive.example.com/write' };

describe('a stack with three scrapers', async () => {
  const local = { record: 'up:doubled', expr: 'up * 2', kind: 'record' };
  const stack = await emitted({
    prometheus: { shards: 3, remoteWrite: [archive] },
    ruleGroups: [{ id: 'each', file: 'each', evaluator: 'prometheus', rules: [local] }],
  });
  const ids = ['prometheus-shard-0', 'prometheus-shard-1', 'prometheus-shard-2'];

  test('runs each as a workload of its own beside the server that is asked', () => {
    const servers = stack.plan.workloads.filter(({ image }) => image === 'prometheus').map(({ id }) => id);
    expect(servers).toEqual(['prometheus', ...ids]);
  });

  test('scrapes nothing with the server that is asked, which takes what it is sent', () => {
    expect(jobNames(configOf(stack, 'prometheus'))).toEqual([]);
    expect(argsOf(stack, 'prometheus')).toContain('--web.enable-remote-write-receiver');
    expect(argsOf(stack, ids[0] ?? '')).not.toContain('--web.enable-remote-write-receiver');
  });

  test.each(ids.map((id, i) => ({ id, i })))('gives $id its part of every job', ({ id, i }) => {
    const config = configOf(stack, id);
    expect(jobNames(config)).toEqual(jobNames(configOf(stack, ids[0] ?? '')));
    const jobs = config['scrape_configs'];
    for (const job of Array.isArray(jobs) ? jobs : []) {
      const steps = isJsonObject(job) && Array.isArray(job['relabel_configs']) ? job['relabel_configs'] : [];
      const probed = isJsonObject(job) && String(job['job_name']).startsWith('probe-');
      expect(steps.slice(-2)).toEqual([
        {
          source_labels: [probed ? '__param_target' : '__address__'],
          modulus: 3,
          target_label: '__tmp_shard',
          action: 'hashmod',
        },
        { source_labels: ['__tmp_shard'], regex: String(i), action: 'keep' },
      ]);
    }
  });

  test('sends what a scraper has to the server, as if the server had scraped it', () => {
    expect(configOf(stack, 'prometheus-shard-1')['remote_write']).toEqual([
      {
        url: 'http://prometheus-0.prometheus-headless:9090/api/v1/write',
        name: 'prometheus-0',
        send_exemplars: true,
        send_native_histograms: true,
        write_relabel_configs: [{ regex: 'org', action: 'labeldrop' }],
      },
    ]);
    expect(configOf(stack, 'prometheus')['remote_write']).toMatchObject([{ url: archive.url, name: 'archive' }]);
  });

  test('evaluates with a scraper only what says that its own targets are enough', () => {
    expect(rulesOf(stack, 'prometheus-shard-0')).toEqual(['/etc/prometheus/rules/imported-each.yml']);
    expect(rulesOf(stack, 'prometheus')).toContain('/etc/prometheus/rules/api.yml');
    expect(rulesOf(stack, 'prometheus')).not.toContain('/etc/prometheus/rules/imported-each.yml');
  });

  test('watches each scraper as it watches the server', () => {
    const jobs = stack.plan.jobs.filter(
      ({ targets }) => targets.kind === 'workload' && targets.workload.startsWith('prometheus'),
    );
    expect(jobs.map(({ id, labels }) => [id, labels['service']])).toEqual(
      ['prometheus', ...ids].map(id => [id, 'prometheus']),
    );
  });

  test('lets each scraper reach every target, and the server none', () => {
    const scrapes = stack.plan.edges.filter(({ purpose }) => purpose === 'scrape');
    expect(new Set(scrapes.map(({ from }) => from))).toEqual(new Set(ids));
    const reached = (id: string) =>
      scrapes
        .filter(({ from }) => from === id)
        .map(({ to, port }) => `${to}:${port}`)
        .toSorted();
    expect(reached('prometheus-shard-2')).toEqual(reached('prometheus-shard-0'));
    expect(reached('prometheus-shard-2')).toEqual(
      expect.arrayContaining(['api:http', 'prometheus:http', 'prometheus-shard-0:http', 'alertmanager:http']),
    );
  });
});

describe('a stack with two replicas', () => {
  test('tells them apart, but not in what Alertmanager hears', async () => {
    const config = configOf(await emitted({ prometheus: { replicas: 2, replicaLabel: 'twin' } }), 'prometheus');
    expect(config).toMatchObject({
      global: { external_labels: { org: 'acme', twin: '${HOSTNAME}' } },
      alerting: { alert_relabel_configs: [{ regex: 'twin', action: 'labeldrop' }] },
    });
  });

  test.each([
    { version: '2.53.3', flags: ['--enable-feature=expand-external-labels'] },
    { version: '3.5.3', flags: [] },
  ])('has the names of both expanded by Prometheus $version', async ({ version, flags }) => {
    const args = argsOf(await emitted({ prometheus: { replicas: 2 } }, version), 'prometheus');
    expect(args.filter(arg => String(arg).startsWith('--enable-feature'))).toEqual(flags);
  });
});

describe('an agent', () => {
  const change = { prometheus: { mode: 'agent', query: 'https://archive.example.com', remoteWrite: [archive] } };

  test('scrapes and sends, and neither evaluates nor alerts', async () => {
    const stack = await emitted(change);
    expect(Object.keys(configOf(stack, 'prometheus')).toSorted()).toEqual(
      expect.arrayContaining(['global', 'remote_write', 'scrape_configs']),
    );
    const { rule_files, alerting, storage, remote_read } = configOf(stack, 'prometheus');
    expect([rule_files, alerting, storage, remote_read]).toEqual([undefined, undefined, undefined, undefined]);
    expect(rulesOf(stack, 'prometheus')).toEqual([]);
    expect(stack.plan.edges.filter(({ from, purpose }) => from === 'prometheus' && purpose === 'notify')).toEqual([]);
    expect(stack.plan.groups.length).toBeGreaterThan(1);
  });

  test.each([
    { version: '2.53.3', flags: ['--enable-feature=agent'] },
    { version: '3.5.3', flags: ['--agent'] },
  ])('is started as Prometheus $version wants it', async ({ version, flags }) => {
    const args = argsOf(await emitted(change, version), 'prometheus');
    expect(args.filter(arg => /agent$|feature/.test(String(arg)))).toEqual(flags);
    expect(args).toContain('--storage.agent.path=/prometheus');
    expect(args.filter(arg => String(arg).includes('tsdb'))).toEqual([]);
  });

  test('leaves dashboards to the storage that it sends to', async () => {
    const { plan } = await emitted(change);
    expect(plan.edges).toContainEqual({
      from: 'grafana',
      to: 'external',
      address: 'archive.example.com',
      port: '443',
      purpose: 'query',
    });
  });
});

test.each([
  { change: { exemplars: 500 }, flags: ['--enable-feature=exemplar-storage'] },
  { change: {}, flags: [] },
])('exemplars are a feature that is switched on when they are stored: $change', async ({ change, flags }) => {
  const args = argsOf(await emitted({ prometheus: change }), 'prometheus');
  expect(args.filter(arg => String(arg).startsWith('--enable-feature'))).toEqual(flags);
});

test('the settings of rules of a service reach its group', async () => {
  const [service] = base.services;
  const { plan } = await emitted({ services: [{ ...service, ruleLimit: 50, queryOffset: '30s' }] });
  expect(plan.groups.find(({ name }) => name === 'api')).toMatchObject({ limit: 50, queryOffset: '30s' });
});

test('Prometheus reads the secrets of every client, each once', async () => {
  const [service] = base.services;
  const token = { secret: 'shared-token' };
  const { plan } = await emitted({
    services: [{ ...service, scrape: { scheme: 'https', auth: { kind: 'bearer', token } } }],
    prometheus: { remoteWrite: [{ ...archive, auth: { kind: 'bearer', token }, tls: { ca: { secret: 'ca' } } }] },
  });
  expect(plan.workloads.find(({ id }) => id === 'prometheus')?.secrets).toEqual([token, { secret: 'ca' }]);
});
