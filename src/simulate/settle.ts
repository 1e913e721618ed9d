import type { Scenario } from '../catalogue/scenario.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { Storage } from '../evaluate/storage.ts';
import { seriesOfDeclaration } from '../promql/series-of-declaration.ts';
import type { Expr } from '../promql/syntax.ts';
import { walk } from '../promql/walk.ts';
import { calmCandidates } from './calm.ts';
import type { AlertExpr } from './relevant-rules.ts';
import type { SimulatedTarget } from './targets.ts';
import { type Calm, type CalmValue, world } from './world.ts';

const namesOf = (expr: Expr): readonly string[] => {
  const names = new Set<string>();
  walk(expr, node => {
    if (node.kind === 'selector' && node.name !== undefined) names.add(node.name);
  });
  return [...names];
};

/** Names that follow from the targets themselves. */
const isGiven = (name: string): boolean =>
  name === 'up' || ['probe_success', 'probe_duration_seconds', 'probe_http_status_code'].includes(name);

/**
 * Calm values under which as few alerts as possible hold: for each alert that would fire while all is well, values of the
 * series that it reads are tried, and one is taken when fewer alerts on that series hold with it. Alerts on recorded
 * series are not looked at.
 */
export const settle = (
  scenario: Scenario,
  targets: readonly SimulatedTarget[],
  alerts: readonly AlertExpr[],
  isScraped: (name: string) => boolean,
  start: number,
): Calm => {
  const given = new Map(Object.entries(scenario.calm ?? {}).map(([name, value]) => [name, { value }] as const));
  const chosen = new Map<string, CalmValue>(given);
  const calm: Calm = name => chosen.get(name);
  const direct = alerts.filter(({ expr }) => namesOf(expr).every(isScraped));
  const gauges = new Set<string>();
  // Counters that events change must not be given a growth of their own.
  const counted = new Set<string>();
  const services = new Set(scenario.events.flatMap(event => ('service' in event ? [event.service] : [])));
  for (const { metrics, isOwn, service } of targets)
    for (const metric of metrics)
      if (metric.kind === 'gauge' || metric.kind === 'info') gauges.add(metric.name);
      else if (isOwn && services.has(service)) for (const { name } of seriesOfDeclaration(metric)) counted.add(name);
  for (const name of gauges) {
    const [first] = calmCandidates(name);
    if (first !== undefined && !chosen.has(name)) chosen.set(name, first);
  }
  const holding = (some: readonly AlertExpr[]): readonly AlertExpr[] => {
    const longest = Math.max(0, ...some.map(({ reach }) => reach));
    const from = start - longest - 300_000;
    const storage = new Storage();
    const calmScenario = { ...scenario, events: [] };
    world({ scenario: calmScenario, targets, exprs: some.map(({ expr }) => expr), calm, from, start })(storage, start);
    return some.filter(({ expr }) => {
      const value = evaluate(expr, storage, start);
      return value.kind === 'vector' && value.samples.length > 0;
    });
  };
  for (const alert of holding(direct))
    for (const name of namesOf(alert.expr)) {
      if (isGiven(name) || given.has(name) || counted.has(name)) continue;
      const readers = direct.filter(({ expr }) => namesOf(expr).includes(name));
      let [best, fewest] = [chosen.get(name), holding(readers).length];
      for (const candidate of calmCandidates(name)) {
        if (fewest === 0) break;
        chosen.set(name, candidate);
        const count = holding(readers).length;
        if (count < fewest) [best, fewest] = [candidate, count];
      }
      if (best === undefined) chosen.delete(name);
      else chosen.set(name, best);
    }
  return calm;
};
