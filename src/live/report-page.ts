import { formatDuration } from '../core/duration.ts';
import type { Block, Page } from '../core/page.ts';
import { formatPercent } from '../core/percent.ts';
import { type Dimension, dimensions } from '../ir/live-queries.ts';
import type { ObjectiveReport, ReportSlot, SloReport } from './report.ts';

/** The report as a page: first every promise in one table, then each service with its violations and its history. */
export const reportPage = ({ window, resolution, objectives }: SloReport): Page => {
  const services = [...new Set(objectives.map(({ budget }) => budget.service))];
  const kept = objectives.filter(({ met }) => met === true).length;
  const unknown = objectives.filter(({ met }) => met === null).length;
  return {
    title: `How promises were kept, ${moment(window.to - window.length)} to ${moment(window.to)} UTC`,
    blocks: [
      text(
        `${kept} of ${objectives.length} promises were kept over ${formatDuration(window.length * 1_000)}${unknown === 0 ? '' : `; of ${unknown} nothing is known`}.`,
      ),
      {
        kind: 'table',
        caption: 'Every promise',
        head: ['Promise', 'Service', 'About', 'Objective', 'Good', 'Kept', 'Allowed errors used', 'Violated for'],
        rows: objectives.map(summaryRow),
      },
      ...services.flatMap(service =>
        serviceBlocks(
          service,
          objectives.filter(({ budget }) => budget.service === service),
          resolution,
        ),
      ),
      { kind: 'heading', level: 2, text: 'How to read this' },
      text(
        'Good is a share: of events, all good ones of the window divided by all of the window, so that busy hours weigh more; or of time, where every evaluation weighs the same (states, probes, composites, slices). Allowed errors used compares what was bad with what the objective allows in this window; more than 100 % breaks the promise.',
      ),
      text(
        `A violation is a stretch in which a larger share was bad than is allowed, seen in pieces of ${formatDuration(resolution * 1_000)}. Short ones can happen within a promise that is kept. Times are in UTC.`,
      ),
      text(
        'The error budget is the account that Prometheus keeps over the time that the promise is about, at the end of the report; deployments freeze by it.',
      ),
    ],
  };
};

const text = (value: string): Block => ({ kind: 'text', text: value });

const titles: Readonly<Record<Dimension, string>> = {
  availability: 'Availability',
  performance: 'Performance',
  quality: 'Quality',
};

const aboutOf = ({ nature }: ObjectiveReport): string => (nature === null ? '-' : titles[nature.dimension]);

const summaryRow = (objective: ObjectiveReport): readonly string[] => [
  nameOf(objective),
  objective.budget.service,
  aboutOf(objective),
  shown(objective.budget.objective, ratio => formatPercent(ratio, 6)),
  shown(objective.sli, ratio => formatPercent(ratio, 4)),
  verdict(objective.met),
  shown(objective.spent, ratio => formatPercent(ratio, 1)),
  violated(objective),
];

const serviceBlocks = (
  service: string,
  objectives: readonly ObjectiveReport[],
  resolution: number,
): readonly Block[] => {
  const team = objectives.find(({ budget }) => budget.team !== '')?.budget.team;
  const groups = [...dimensions, null].map(dimension => ({
    dimension,
    members: objectives.filter(({ nature }) => (nature?.dimension ?? null) === dimension),
  }));
  return [
    { kind: 'heading', level: 2, text: service },
    ...(team === undefined ? [] : [text(`Owned by the team ${team}.`)]),
    ...groups
      .filter(({ members }) => members.length > 0)
      .flatMap(({ dimension, members }): readonly Block[] => [
        { kind: 'heading', level: 3, text: dimension === null ? 'Promises' : titles[dimension] },
        ...members.flatMap(objective => objectiveBlocks(objective, resolution)),
      ]),
  ];
};

const objectiveBlocks = (objective: ObjectiveReport, resolution: number): readonly Block[] => {
  const { budget, violations, history } = objective;
  const name = nameOf(objective);
  const promise = shown(budget.objective, ratio => formatPercent(ratio, 6));
  return [
    { kind: 'heading', level: 4, text: name },
    text(
      objective.sli === null
        ? `Nothing was recorded for this promise of ${promise}.`
        : `${formatPercent(objective.sli, 4)} of ${objective.nature?.weight === 'time' ? 'the time was' : 'the events were'} good; ${promise} are promised. ${objective.met === true ? 'Kept' : objective.met === false ? 'Broken' : 'Not known'}.`,
    ),
    text(
      budget.budget_consumption === null
        ? 'The account of its error budget has no value.'
        : `Error budget${budget.window === null ? '' : ` over ${budget.window}`}: ${formatPercent(budget.budget_consumption, 1)} spent, ${shown(budget.budget_remaining, ratio => formatPercent(ratio, 1))} left; deployments are ${budget.deployment_frozen === null ? 'not known to be open' : budget.deployment_frozen ? 'frozen' : 'open'}.`,
    ),
    ...(violations.length === 0
      ? [text(`No violation in any ${formatDuration(resolution * 1_000)}.`)]
      : [
          {
            kind: 'table',
            caption: `Violations of ${name}`,
            head: ['From', 'To', 'Length', 'Worst share that was bad'],
            rows: violations.map(({ from, to, worst }) => [
              moment(from),
              moment(to),
              formatDuration((to - from) * 1_000),
              formatPercent(worst, 4),
            ]),
          } as const,
        ]),
    bars(objective, name),
    {
      kind: 'table',
      caption: `History of ${name}`,
      head: ['From', 'To', 'Good', 'Kept'],
      rows: history.map(slot => [
        moment(slot.from),
        moment(slot.to),
        shown(slot.sli, ratio => formatPercent(ratio, 4)),
        verdict(keptIn(slot, objective)),
      ]),
    },
  ];
};

const keptIn = ({ sli }: ReportSlot, { budget: { objective } }: ObjectiveReport): boolean | null =>
  sli === null || objective === null ? null : sli >= objective;

/** The bad share of each slot against the allowed one: full height is four times as much. */
const bars = (objective: ObjectiveReport, name: string): Block => ({
  kind: 'bars',
  label: `History of ${name}: each bar is the bad share of one row of the table below.`,
  bars: objective.history.map(slot => ({
    label: `${moment(slot.from)}: ${shown(slot.sli, ratio => formatPercent(ratio, 4))}`,
    height: heightOf(slot.sli, objective.budget.threshold),
    good: keptIn(slot, objective) !== false,
  })),
});

const heightOf = (sli: number | null, allowed: number | null): number | null =>
  sli === null || allowed === null ? null : allowed === 0 ? Number(sli < 1) : Math.min((1 - sli) / (4 * allowed), 1);

const nameOf = ({ budget: { slo, labels } }: ObjectiveReport): string => {
  const groups = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return groups.length === 0 ? slo : `${slo}{${groups.join(',')}}`;
};

const violated = ({ violations }: ObjectiveReport): string =>
  violations.length === 0 ? '-' : formatDuration(violations.reduce((sum, { from, to }) => sum + to - from, 0) * 1_000);

const verdict = (met: boolean | null): string => (met === null ? 'unknown' : met ? 'yes' : 'no');

const shown = (value: number | null, print: (value: number) => string): string => (value === null ? '-' : print(value));

/** `2026-11-21 14:00` in UTC. */
const moment = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(0, 16).replace('T', ' ');
