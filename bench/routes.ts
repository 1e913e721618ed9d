/**
 * The routing proof: 5 000 alerts on 500 routes, and how the time grows with either. It is everything that is said about
 * routes: the ways of every label set, hours, inhibitions, groups, limits and times. Lines with 1.0x per alert mean
 * linear growth. Ratios of one run, but for the total, which has a limit.
 */
import { alertFacts } from '../src/analysis/alert-routing.ts';
import { analyse } from '../src/analysis/analyse.ts';
import { timesToNotify } from '../src/analysis/time-to-notify.ts';
import type { Catalogue, ServiceEntry, TeamEntry } from '../src/catalogue/catalogue.ts';
import { runChecks } from '../src/checks/check.ts';
import { checks } from '../src/checks/registry.ts';
import type { Route } from '../src/ir/routing.ts';
import { resolve } from '../src/model/resolve.ts';
import { emitPlan } from '../src/synth/emitters.ts';

/** Milliseconds for 5 000 alerts on 500 routes. */
const limit = 2_000;

const hook = { kind: 'webhook', options: { url: 'https://alerts.example.com' } };
const severities = ['critical', 'warning', 'info'] as const;

/** A team's block is itself, what it says of budgets, and its three channels: five routes. */
const team = (i: number): TeamEntry => ({ id: `team-${i}`, timezone: 'UTC', page: hook, notify: hook, mail: hook });
const routesPerTeam = 5;

const service = (i: number, alerts: number): ServiceEntry => ({
  id: `service-${i}`,
  owner: `team-${i}`,
  port: 8000,
  alerts: Array.from({ length: alerts }, (_, alert) => ({
    id: `Alert${alert}`,
    expr: `max by (queue) (depth{service="service-${i}"}) > ${alert}`,
    for: '5m' as const,
    severity: severities[alert % 3] ?? 'info',
    summary: 'A queue is long.',
    action: 'Add workers.',
    runbook: 'runbook',
  })),
  metrics: { depth: { name: 'depth', kind: 'gauge', labels: { queue: { values: ['mail', 'orders'] } } } },
  runbooks: [{ id: 'runbook', title: 'Runbook', steps: ['Look at the traces.'] }],
});

const catalogueOf = (alerts: number, routes: number): Catalogue => {
  const teams = routes / routesPerTeam;
  return {
    org: 'bench',
    environment: 'bench',
    owner: 'team-0',
    heartbeat: hook,
    teams: Array.from({ length: teams }, (_, i) => team(i)),
    services: Array.from({ length: teams }, (_, i) => service(i, alerts / teams)),
  };
};

const proofs = checks.filter(({ code }) => code.startsWith('AM-') || code.startsWith('NTF-'));
const countRoutes = (route: Route): number => 1 + route.routes.reduce((sum, child) => sum + countRoutes(child), 0);

/** The best of three runs, in milliseconds. */
const prove = async (alerts: number, routes: number): Promise<number> => {
  const catalogue = catalogueOf(alerts, routes);
  const { model } = resolve(catalogue);
  const plan = await emitPlan(model);
  const facts = analyse(model, plan);
  if (facts.alerts.length < alerts || countRoutes(plan.routing.root) < routes)
    throw new Error(
      `${facts.alerts.length} alerts on ${countRoutes(plan.routing.root)} routes are too little to prove`,
    );
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run++) {
    const start = performance.now();
    const proved = alertFacts(model, plan, facts.expressions);
    const times = timesToNotify(plan, proved, facts.expressions, facts.exposureInterval);
    const found = runChecks(proofs, {
      catalogue,
      model,
      plan,
      facts: { ...facts, alerts: proved, timesToNotify: times },
    });
    best = Math.min(best, performance.now() - start);
    const [worst] = found;
    if (worst !== undefined) throw new Error(JSON.stringify(worst));
  }
  return best;
};

await prove(1_000, 100); // the first run also compiles
const base = await prove(5_000, 500);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
say(`  5000 alerts on 500 routes are proved in ${base.toFixed(0)} ms (limit ${limit} ms)`);
for (const [alerts, routes] of [
  [10_000, 500],
  [20_000, 500],
  [5_000, 1_000],
  [5_000, 2_500],
] as const) {
  const time = await prove(alerts, routes);
  say(
    `${String(alerts).padStart(6)} alerts on ${routes} routes: ${(time / base).toFixed(2)}x the time, ${(time / base / (alerts / 5_000)).toFixed(2)}x per alert`,
  );
}
if (base > limit) throw new Error(`the routing proof takes ${base.toFixed(0)} ms, more than ${limit}`);
