import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/core/json.ts';
import { renderYaml } from '../../../src/core/yaml.ts';
import type { Artefact } from '../../../src/ir/artefact.ts';
import { workloads } from '../../../src/ir/conventions.ts';
import type { Plan } from '../../../src/ir/plan.ts';
import type { ScrapeJob } from '../../../src/ir/scrape-job.ts';
import type { Site } from '../../../src/ir/site.ts';
import type { Model } from '../../../src/model/model.ts';
import { configure } from '../../../src/synth/emitters.ts';
import { legalise } from '../../../src/synth/legalise.ts';
import type { Synthesis } from '../../../src/synth/synthesize.ts';
import { freePorts } from '../../e2e/listen.ts';
import { loopbackSite, portNames } from '../../e2e/loopback-site.ts';
import { startProgram, startServer, writeArtefacts } from '../../e2e/servers.ts';
import { answerOf, bench, startExporter } from '../real-exporter.ts';
import { type Period, writeDemoHistory, writeRecordedHistory } from './demo-history.ts';
import { type DemoTargets, startDemoTargets } from './demo-targets.ts';
import { type DemoWorld, startDemoWorld } from './demo-world.ts';

/** A stack that runs on this machine with demo programs in place of its services. */
export interface DemoStack {
  /** Where its Prometheus answers. */
  readonly url: string;
  /** How many targets it has, and how many of them do not answer. */
  readonly targets: number;
  readonly down: number;
  readonly stop: () => Promise<void>;
}

/** Seconds between two scrapes, and between two evaluations. */
const scrapeEvery = 5;
const evaluateEvery = 5;

const day = 86_400;

/**
 * Two hours before the run, and ten minutes of each moment with which something is compared. The last pages of the past
 * are written ahead of time, so that there is no gap between them and the first scrape.
 */
const past = (now: number): readonly Period[] => [
  { from: now - 7_200, to: now, step: 60 },
  ...[1, 7, 14, 21, 28].map(days => ({ from: now - days * day - 1_500, to: now - days * day + 300, step: 60 })),
];

/** Whose own program runs. */
const realWorkloads: ReadonlySet<string> = new Set([workloads.prometheus, workloads.alertmanager, workloads.blackbox]);

const isReal = ({ targets }: ScrapeJob): boolean =>
  targets.kind === 'probe' || (targets.kind === 'workload' && realWorkloads.has(targets.workload));

/** Where everything runs that is real. */
const thisMachine = 'this-machine';

/** Targets as they are found here: demo programs, and what runs itself, each on a machine. */
const demoSite = (
  site: Site,
  demo: DemoTargets,
  world: DemoWorld,
  more: ReadonlyMap<string, readonly string[]>,
): Site => ({
  ...site,
  discover: job => {
    const { targets } = job;
    const labels = { ...job.labels, node: thisMachine };
    if (targets.kind === 'probe') {
      const probes = targets.probes.map(({ address, labels }) => ({
        address: address.replace(/^https:\/\/[^/]+/, world.outside),
        labels,
      }));
      return site.discover({ ...job, targets: { ...targets, probes } });
    }
    const found = demo.byJob.get(job.id);
    if (found === undefined) return site.discover({ ...job, labels });
    const real = more.get(job.id) ?? [];
    return {
      sd: {
        static_configs: [
          ...found.map(({ address, labels }) => ({ targets: [address], labels })),
          ...(real.length === 0 ? [] : [{ targets: real, labels }]),
        ],
      },
      relabel: [],
    };
  },
});

const objects = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

/** Scrapes often, and as a demo program wants it: without encryption and accounts. */
const quickScrapes = (body: JsonObject): JsonObject => ({
  ...body,
  scrape_configs: objects(body['scrape_configs']).map(({ authorization, tls_config, ...scrape }) => ({
    ...scrape,
    scheme: 'http',
    scrape_interval: `${scrapeEvery}s`,
    scrape_timeout: `${scrapeEvery}s`,
  })),
});

/** Evaluates often, and waits shortly before it fires. */
const quickRules = (body: JsonObject): JsonObject => ({
  ...body,
  groups: objects(body['groups']).map(group => ({
    ...group,
    interval: `${evaluateEvery}s`,
    rules: objects(group['rules']).map(rule => ('for' in rule ? { ...rule, for: `${evaluateEvery}s` } : rule)),
  })),
});

const quick = (artefact: Artefact): Artefact => {
  const { reader, body, mount } = artefact;
  if (reader !== workloads.prometheus || !isJsonObject(body)) return artefact;
  if (mount.endsWith('/prometheus.yml')) return { ...artefact, body: quickScrapes(body) };
  return 'groups' in body ? { ...artefact, body: quickRules(body) } : artefact;
};

/** What is recorded of five minutes, straight from what is scraped: the rules that others look back at. */
const isRecordOfMoments = (rule: JsonObject): boolean => /^\w+:\w+:rate5m$/.test(String(rule['record'] ?? ''));

/** Writes what the rules would have recorded, with a Prometheus that does nothing but answer. */
const recordPast = async (
  root: string,
  storage: string,
  artefacts: readonly Artefact[],
  periods: readonly Period[],
): Promise<void> => {
  const groups = artefacts
    .flatMap(({ reader, body }) =>
      reader === workloads.prometheus && isJsonObject(body) ? objects(body['groups']) : [],
    )
    .map(({ name, rules }) => ({ name, rules: objects(rules).filter(isRecordOfMoments) }))
    .filter(({ rules }) => rules.length > 0);
  const folder = join(root, 'records');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'prometheus.yml'), '{}\n');
  writeFileSync(join(folder, 'records.yml'), renderYaml({ groups }));
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const server = startProgram('prometheus', {
    name: 'the past',
    args: [
      '--config.file=prometheus.yml',
      `--storage.tsdb.path=${storage}`,
      '--storage.tsdb.retention.time=90d',
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    folder,
    health: `${url}/-/ready`,
  });
  try {
    await server.ready;
    writeRecordedHistory(url, storage, [join(folder, 'records.yml')], periods);
  } finally {
    await server.stop();
  }
};

/** A synthesised stack that is complete. */
const complete = ({ model, plan }: Synthesis): { readonly model: Model; readonly plan: Plan } => {
  if (model === undefined || plan === undefined) throw new Error('the stack cannot be synthesised');
  return { model, plan };
};

/**
 * Starts the Prometheus, Alertmanager, blackbox_exporter and node_exporter of a stack with its own configuration and
 * rules, and a demo program for each other target, whose past is in the storage already. Only what would take longer
 * than a test is quicker: scrapes, evaluations, and the wait before an alert fires.
 */
export const startDemoStack = async (synthesis: Synthesis): Promise<DemoStack> => {
  const { model, plan } = complete(synthesis);
  const start = Math.floor(Date.now() / 1_000);
  const root = mkdtempSync(join(tmpdir(), 'sightline-demo-'));
  const at = bench();
  const ending: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(ending.map(end => end()));
    await at.end();
    rmSync(root, { recursive: true, force: true });
  };
  try {
    const world = await startDemoWorld(model);
    ending.push(world.close);
    const real = new Set(plan.jobs.filter(isReal).map(({ id }) => id));
    const demo = await startDemoTargets(model, plan, real, start);
    ending.push(demo.close);
    const node = await startExporter(at, {
      kind: 'node',
      options: { network: true },
      program: 'node_exporter',
      instead: { '--path.rootfs=': undefined },
    });
    await answerOf(`${node}/metrics`);

    const names = portNames(plan);
    const free = await freePorts(names.length);
    const watched = new Set(plan.services.map(({ id }) => id));
    const port = (name: string, i: number): number =>
      watched.has(name.split('/')[0] ?? '') ? world.inside.port : (free[i] ?? 0);
    const book = new Map(names.map((name, i) => [name, port(name, i)]));
    const site = demoSite(loopbackSite(root, book), demo, world, new Map([['node', [new URL(node).host]]]));

    const legal = legalise(await configure(model, plan, site), model.versions);
    writeArtefacts(legal.artefacts.map(quick), site);
    for (const { bearerToken } of plan.probes)
      if (bearerToken !== undefined) {
        const file = site.secretFile(workloads.blackbox, bearerToken);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, 'a token');
      }
    writeDemoHistory(
      join(root, 'past'),
      storageOf(plan, site),
      plan.jobs.map(job => ({ job, targets: demo.byJob.get(job.id) ?? [] })),
      past(start),
      Number.parseInt(model.versions.prometheus, 10),
    );
    await recordPast(root, storageOf(plan, site), legal.artefacts, past(start));
    const trusted = join(root, 'trusted.pem');
    writeFileSync(trusted, world.trusted);
    const programs = [
      { id: workloads.blackbox, program: 'blackbox_exporter', environment: { SSL_CERT_FILE: trusted } },
      { id: workloads.alertmanager, program: 'alertmanager' },
      { id: workloads.prometheus, program: 'prometheus' },
    ];
    const servers = programs.map(({ id, program, environment = {} }) => {
      const workload = plan.workloads.find(candidate => candidate.id === id);
      if (workload === undefined) throw new Error(`the plan has no ${id}`);
      return startServer(program, workload, site, [], environment);
    });
    ending.push(...servers.map(server => server.stop));
    await Promise.all(servers.map(({ ready }) => ready));
    const targets = [...demo.byJob.values()].reduce((sum, list) => sum + list.length, 0);
    return {
      url: site.externalUrl(workloads.prometheus),
      // One more: the real machine.
      targets: targets + real.size + plan.probes.length + 1,
      down: demo.down,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Where the Prometheus of a plan stores, as its command line says. */
const storageOf = (plan: Plan, site: Site): string => {
  const args = plan.workloads.find(({ id }) => id === workloads.prometheus)?.args ?? [];
  const path = args.flatMap(arg =>
    typeof arg === 'string' ? (/^--storage\.tsdb\.path=(.*)$/.exec(arg)?.[1] ?? []) : [],
  );
  return site.file(workloads.prometheus, path[0] ?? '');
};
