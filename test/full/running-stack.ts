import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { validateCatalogue } from '../../src/catalogue/validate.ts';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import { resolve } from '../../src/model/resolve.ts';
import { configurePrometheus } from '../../src/prometheus/configure.ts';
import { emitPlan } from '../../src/synth/emitters.ts';
import { legalise } from '../../src/synth/legalise.ts';
import { base } from '../accepted/base.ts';
import { freePorts } from '../e2e/listen.ts';
import { loopbackSite, portNames } from '../e2e/loopback-site.ts';
import { startServer, writeArtefacts } from '../e2e/servers.ts';
import { toolVersions } from '../external/tool-versions.ts';

/** Every Prometheus of a stack, running on this machine. */
export interface RunningStack {
  /** Base URLs by workload. */
  readonly urls: ReadonlyMap<string, string>;
  readonly stop: () => Promise<void>;
}

/** What the servers find beside their configuration. */
export interface Surroundings {
  /** Values of secrets, by name. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Starts the servers of the accepted program with a change, scraping every second. What a check would refuse is run all
 * the same: a test has no certificate for each of its connections.
 */
export const startStack = async (
  change: Readonly<Record<string, unknown>>,
  { secrets = {}, environment = {} }: Surroundings = {},
): Promise<RunningStack> => {
  const { catalogue, diagnostics } = validateCatalogue({
    ...base,
    intervals: { scrape: '1s', evaluation: '1s' },
    ...change,
  });
  if (catalogue === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const { model } = resolve(catalogue, toolVersions());
  const plan = await emitPlan(model);
  const names = portNames(plan);
  const free = await freePorts(names.length);
  const root = mkdtempSync(join(tmpdir(), 'sightline-stack-'));
  const site = loopbackSite(root, new Map(names.map((name, i) => [name, free[i] ?? 0])));
  writeArtefacts(legalise(configurePrometheus(model, plan, site), model.versions).artefacts, site);
  for (const [name, value] of Object.entries(secrets)) {
    const file = site.secretFile('prometheus', { secret: name });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, value);
  }
  const servers = plan.workloads
    .filter(({ image }) => image === 'prometheus')
    .map(workload => ({
      id: workload.id,
      url: site.externalUrl(workload.id),
      ...startServer('prometheus', workload, site, [], environment),
    }));
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map(server => server.stop()));
    rmSync(root, { recursive: true, force: true });
  };
  try {
    await Promise.all(servers.map(({ ready }) => ready));
  } catch (error) {
    await stop();
    throw error;
  }
  return { urls: new Map(servers.map(({ id, url }) => [id, url])), stop };
};

/** One series of an answer. */
export interface Answered {
  readonly labels: JsonObject;
  readonly value: string;
}

/** What a Prometheus answers to an instant query. */
export const ask = async (url: string | undefined, query: string): Promise<readonly Answered[]> => {
  const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(query)}`);
  const body: unknown = await answer.json();
  const data = isJsonObject(body) && isJsonObject(body['data']) ? body['data']['result'] : undefined;
  return (Array.isArray(data) ? data : []).flatMap((item: unknown) =>
    isJsonObject(item) && isJsonObject(item['metric']) && Array.isArray(item['value'])
      ? [{ labels: item['metric'], value: String(item['value'][1]) }]
      : [],
  );
};
