import { describe, expect, test } from 'vitest';
import stack from '../../examples/reference/index.ts';
import { validateCatalogue } from '../../src/catalogue/validate.ts';
import type { Plan } from '../../src/ir/plan.ts';
import type { Site } from '../../src/ir/site.ts';
import { resolve } from '../../src/model/resolve.ts';
import { configure, emitPlan } from '../../src/synth/emitters.ts';
import { targets } from '../../src/targets/registry.ts';

const { catalogue } = validateCatalogue(stack.toProgram().catalogue);
if (catalogue === undefined) throw new Error('The reference stack has no catalogue.');
const { model } = resolve(catalogue);
const plan = await emitPlan(model);

/** A site that writes down who was asked about, and answers as the real one does. */
const recording = (site: Site, asked: Set<string>): Site => ({
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
    if (job.targets.kind === 'workload') asked.add(`prometheus > ${job.targets.workload}:${job.targets.port}`);
    if (job.targets.kind === 'probe') asked.add(`prometheus > ${job.targets.prober}:${job.targets.port}`);
    return site.discover(job);
  },
});

const onTarget = (kind: string): Plan => ({
  ...plan,
  jobs: plan.jobs.filter(({ only }) => only === undefined || only.includes(kind)),
});

describe('every connection that a configuration names has an edge in the plan', () => {
  test.each(['kubernetes', 'compose'])('on %s', async kind => {
    const target = await targets.get(kind)?.open({}, model.path).load();
    if (target === undefined) throw new Error(`There is no target ${kind}.`);
    const here = onTarget(kind);
    const { org, environment, versions } = model;
    const asked = new Set<string>();
    await configure(model, here, recording(target.site({ org, environment, versions, plan: here }), asked));
    const edges = new Set(plan.edges.map(({ from, to, port }) => `${from} > ${to}:${port}`));
    expect(asked.size).toBeGreaterThan(10);
    expect([...asked].filter(connection => !edges.has(connection))).toEqual([]);
  });
});
