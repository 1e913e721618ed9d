import type { Capacity, TeamLoad } from '../analysis/capacity.ts';
import type { TeamModel } from '../model/model.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';

/** A team that uses more of the platform than it may. */
export const capBudget = defineCheck({
  code: 'CAP-BUDGET',
  severity: 'error',
  why: 'One Prometheus serves all teams: a team whose series double takes the alerts of everybody else down with it.',
  run: subject =>
    subject.model.teams.flatMap(team => {
      const load = subject.facts.capacity.teams.find(({ team: id }) => id === team.id);
      return load === undefined ? [] : overruns(subject, team, load);
    }),
});

const overruns = (subject: Subject, { id, budget, path }: TeamModel, load: TeamLoad): readonly Finding[] => {
  const { capacity } = subject.facts;
  return (
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
            hint: `${savings(subject, id)}eave out labels, scrape less often, or agree on a larger \`budget\`.`,
          },
        ],
  );
};

/** What storing less can still save: nothing where every job of the team stores only what is read. */
const savings = ({ model, plan, facts }: Subject, team: string): string => {
  const own = plan.jobs.filter(({ labels, targets }) => labels['team'] === team && targets.kind !== 'probe');
  const isTrimmed = (cardinality: 'all' | 'used' | undefined): boolean =>
    (cardinality ?? model.prometheus.cardinality) === 'used';
  if (own.some(({ cardinality }) => !isTrimmed(cardinality)))
    return "Store only what is read (`cardinality: 'used'`), l";
  const unnamed = own.filter(({ id }) => !facts.used.has(id)).map(({ id }) => `\`${id}\``);
  return unnamed.length === 0
    ? 'Only what is read is stored already: l'
    : `Name the metric in selectors of ${unnamed.join(', ')}, which store everything because of one without a name, l`;
};

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
