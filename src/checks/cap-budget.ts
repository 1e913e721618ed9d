import type { Capacity, TeamLoad } from '../analysis/capacity.ts';
import type { TeamModel } from '../model/model.ts';
import { defineCheck, type Finding } from './check.ts';

/** A team that uses more of the platform than it may. */
export const capBudget = defineCheck({
  code: 'CAP-BUDGET',
  severity: 'error',
  why: 'One Prometheus serves all teams: a team whose series double takes the alerts of everybody else down with it.',
  run: ({ model, facts }) =>
    model.teams.flatMap(team => {
      const load = facts.capacity.teams.find(({ team: id }) => id === team.id);
      return load === undefined ? [] : overruns(team, load, facts.capacity);
    }),
});

const overruns = ({ id, budget, path }: TeamModel, load: TeamLoad, capacity: Capacity): readonly Finding[] =>
  (
    [
      { what: 'series', used: load.series, allowed: budget.series },
      { what: 'samples per second', used: load.samplesPerSecond, allowed: budget.samplesPerSecond },
    ] as const
  ).flatMap(({ what, used, allowed }) =>
    allowed === undefined || used <= allowed
      ? []
      : [
          {
            path,
            message: `The team \`${id}\` uses ${Math.ceil(used)} ${what} and may use ${allowed}: ${largest(id, capacity, what === 'series' ? 'series' : 'samplesPerSecond')}.`,
            hint: "Store only what is read (`cardinality: 'used'`), leave out labels, scrape less often, or agree on a larger `budget`.",
          },
        ],
  );

/** The three things that use most. */
const largest = (team: string, { jobs, rules }: Capacity, by: 'series' | 'samplesPerSecond'): string => {
  const loads = [
    ...jobs.map(load => ({ ...load, what: `job \`${load.job}\`` })),
    ...rules.map(load => ({ ...load, what: `rules of \`${load.group}\`` })),
  ];
  return loads
    .filter(load => load.team === team)
    .toSorted((a, b) => b[by] - a[by])
    .slice(0, 3)
    .map(load => `${load.what} ${Math.ceil(load[by])}`)
    .join(', ');
};
