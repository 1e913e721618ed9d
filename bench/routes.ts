/**
 * The routing proof: 5 000 alerts on 500 routes, and how the time grows with either. Lines with 1.0x per unit mean linear
 * growth. Ratios of one run, but for the total, which has a limit.
 */
import type { AlertLabels, LabelValues } from '../src/analysis/alert-labels.ts';
import { alertRoutes, compileRoutes } from '../src/analysis/route-reach.ts';
import type { Route } from '../src/ir/routing.ts';

/** Milliseconds for 5 000 alerts on 500 routes. */
const limit = 2_000;

const perTeam = 5;
const severities = ['critical', 'warning', 'info'] as const;

/** One block per team with five routes in it, as the stack makes them. */
const treeOf = (routes: number): Route => ({
  receiver: 'fallback',
  matchers: [],
  routes: Array.from({ length: routes / perTeam }, (_, team): Route => {
    const leaf = (value: string, isLast: boolean): Route => ({
      receiver: `team-${team}-${value}`,
      matchers: [{ label: 'severity', op: '=~', value }],
      continue: !isLast,
      routes: [],
      path: '',
    });
    return {
      receiver: `team-${team}`,
      matchers: [{ label: 'team', op: '=', value: `team-${team}` }],
      routes: [leaf('critical', false), leaf('critical|warning', false), leaf('warning|info', false), leaf('.+', true)],
      path: '',
    };
  }),
  path: '',
});

const known = (...values: readonly string[]): LabelValues => ({
  values,
  canLack: values.includes(''),
  cardinality: values.length,
});
const anything: LabelValues = { values: undefined, canLack: false, cardinality: undefined };

/** Alerts of all teams; every third one has several severities, every tenth an unknown service. */
const alertsOf = (alerts: number, teams: number): readonly AlertLabels[] =>
  Array.from({ length: alerts }, (_, i): AlertLabels => {
    const labels = new Map<string, LabelValues>([
      ['alertname', known(`Alert${i}`)],
      ['team', known(`team-${i % teams}`)],
      ['severity', i % 3 === 0 ? known('warning', 'critical') : known(severities[i % 3] ?? 'info')],
      ['service', i % 10 === 0 ? anything : known(`service-${i}`)],
    ]);
    return { of: label => labels.get(label) ?? known(''), names: [...labels.keys()], open: false };
  });

/** The best of some runs, in milliseconds. */
const prove = (alerts: number, routes: number): number => {
  const all = alertsOf(alerts, routes / perTeam);
  const tree = treeOf(routes);
  return Math.min(
    ...Array.from({ length: 5 }, () => {
      const start = performance.now();
      const root = compileRoutes(tree);
      for (const alert of all) alertRoutes(root, alert);
      return performance.now() - start;
    }),
  );
};

prove(1_000, 100); // the first run also compiles
const base = prove(5_000, 500);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
say(`  5000 alerts on 500 routes are proved in ${base.toFixed(0)} ms (limit ${limit} ms)`);
for (const [alerts, routes] of [
  [10_000, 500],
  [20_000, 500],
  [5_000, 1_000],
  [5_000, 2_000],
] as const) {
  const time = prove(alerts, routes);
  say(
    `${String(alerts).padStart(6)} alerts on ${routes} routes: ${(time / base).toFixed(2)}x the time, ${(time / base / (alerts / 5_000)).toFixed(2)}x per alert`,
  );
}
if (base > limit) throw new Error(`the routing proof takes ${base.toFixed(0)} ms, more than ${limit}`);
