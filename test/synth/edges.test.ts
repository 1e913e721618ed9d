import { describe, expect, test } from 'vitest';
import stack from '../../examples/reference/index.ts';
import { validateCatalogue } from '../../src/catalogue/validate.ts';
import type { Plan } from '../../src/ir/plan.ts';
import type { Site } from '../../src/ir/site.ts';
import { resolve } from '../../src/model/resolve.ts';
import { configure, emitPlan } from '../../src/synth/emitters.ts';
import { targets } from '../../src/targets/registry.ts';
import scrapeStack from '../scrape-stack/orchard.stack.ts';

/** A site that writes down who was asked about, and answers as the real one does. */
const recording = (site: Site, asked: Set<string>, scrapers: readonly string[]): Site => ({
  ...site,
  connect: (from, to, port) => {
    asked.add(`${from} > ${to}:${port}`);
    return site.connect(from, to, port);
  },
  peers: (from, to, port) => {
    asked.add(`${from} > ${to}:${port}`);
    return site.peers(from, to, port);
  },
  discover: job => {
    for (const scraper of scrapers) {
      if (job.targets.kind === 'workload') asked.add(`${scraper} > ${job.targets.workload}:${job.targets.port}`);
      if (job.targets.kind === 'probe') asked.add(`${scraper} > ${job.targets.prober}:${job.targets.port}`);
    }
    return site.discover(job);
  },
});

const onTarget = (plan: Plan, kind: string): Plan => ({
  ...plan,
  jobs: plan.jobs.filter(({ only }) => only === undefined || only.includes(kind)),
});

const { catalogue: reference } = validateCatalogue(stack.toProgram().catalogue);
const { catalogue: discovering } = validateCatalogue(scrapeStack.toProgram().catalogue);
if (reference === undefined || discovering === undefined) throw new Error('A stack has no catalogue.');

const shards = ['prometheus-shard-0', 'prometheus-shard-1'];

describe.each([
  { stack: 'the reference', catalogue: reference, scrapers: ['prometheus'] },
  {
    stack: 'the reference with two scrapers',
    catalogue: { ...reference, prometheus: { shards: 2 } },
    scrapers: shards,
  },
  { stack: 'a stack of every discovery', catalogue: discovering, scrapers: ['prometheus'] },
])('every connection that a configuration of $stack names has an edge in the plan', ({ catalogue, scrapers }) => {
  test.each(['kubernetes', 'compose'])('on %s', async kind => {
    const { model } = resolve(catalogue);
    const plan = await emitPlan(model);
    const target = await targets.get(kind)?.open({}, model.path).load();
    if (target === undefined) throw new Error(`There is no target ${kind}.`);
    const here = onTarget(plan, kind);
    const { org, environment, versions } = model;
    const asked = new Set<string>();
    const site = target.site({ org, environment, versions, plan: here });
    await configure(model, here, recording(site, asked, scrapers));
    const edges = new Set(plan.edges.map(({ from, to, port }) => `${from} > ${to}:${port}`));
    expect(asked.size).toBeGreaterThan(5);
    expect([...asked].filter(connection => !edges.has(connection))).toEqual([]);
  });
});
