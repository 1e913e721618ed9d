import { pipelineBudget, type TimeToNotify } from '../analysis/time-to-notify.ts';
import { formatDuration } from '../core/duration.ts';
import type { Model } from '../model/model.ts';
import { teamsWithoutPage } from '../model/teams-without-page.ts';
import { defineCheck } from './check.ts';
import { merged, type Repeated } from './merged.ts';

/** A failure of a probe of the service itself is a condition within this time, so that a minute is left to tell. */
const detection = 60_000;

/** An alert that can come later than it may. */
export const ntfBudget = defineCheck({
  code: 'NTF-BUDGET',
  severity: 'error',
  why: 'Scrapes, timeouts, evaluations and groups add up: an alert that comes too late on the worst day is too late.',
  run: ({ facts, model }) => {
    const silent = teamsWithoutPage(model);
    const found = facts.timesToNotify.flatMap(time => {
      const { alert, notify, budget, why, detect } = time;
      const { severity, team = '' } = alert.rule.labels;
      if (budget === undefined || (severity === 'critical' && silent.has(team))) return [];
      if (notify.worst > budget)
        return [
          finding(
            time,
            `somebody is told after up to ${text(notify.worst)}, not ${text(budget)} (${why})`,
            () => true,
            groupPath(time, model),
          ),
        ];
      const isProbe = budget === pipelineBudget.internal && alert.rule.labels['class'] === 'internal';
      return isProbe && detect.worst >= detection
        ? [finding(time, `it is seen after up to ${text(detect.worst)}, not within ${text(detection)}`, isDetection)]
        : [];
    });
    return merged(found);
  },
});

const text = (milliseconds: number): string => formatDuration(Math.ceil(milliseconds / 1_000) * 1_000);

type Term = TimeToNotify['terms'][number];

const isDetection = ({ term }: Term): boolean => !['for', 'group', 'cluster', 'send'].includes(term);

/** What a group waits when nobody says more, in milliseconds. */
const usualWait = 10_000;

/** With the usual wait of its group the alert would be in time: then this is where a longer one comes from. */
const groupPath = ({ alert, notify, budget, terms, shared }: TimeToNotify, model: Model): string | undefined => {
  const group = terms.find(({ term }) => term === 'group')?.worst ?? 0;
  if (
    budget === undefined ||
    notify.worst - group + Math.min(group, usualWait) > budget ||
    alert.rule.notifyWithin !== undefined
  )
    return undefined;
  const written = alert.routes.find(route => route.written === true);
  return (
    written?.path ??
    (shared ? model.teams.find(({ id }) => id === alert.rule.labels['team'])?.path : undefined) ??
    model.path
  );
};

const finding = (
  { alert, terms, shared }: TimeToNotify,
  what: string,
  counts: (term: Term) => boolean,
  groupsAt?: string,
): Repeated => {
  const counted = terms.filter(term => term.worst > 0 && counts(term));
  const longest =
    groupsAt === undefined ? (counted.toSorted((a, b) => b.worst - a.worst)[0]?.term ?? 'scrape') : 'group';
  return {
    path: groupsAt ?? alert.rule.path,
    subject: alert.rule.alert,
    cause: groupsAt === undefined ? JSON.stringify(alert.rule.labels) : 'group',
    message: `The alert \`${alert.rule.alert}\` can come late: ${what}. The way is ${counted.map(({ term, worst }) => `${term} ${text(worst)}`).join(' + ')}.`,
    hint: shared && longest === 'group' ? hints.joins : hints[longest],
  };
};

const hints: Readonly<Record<Term['term'] | 'joins', string>> = {
  scrape: 'Scrape more often, or say what is enough: notifyWithin.',
  failures: 'Probe more often, or say what is enough: notifyWithin.',
  timeout: 'Let the scrape give up earlier, or say what is enough: notifyWithin.',
  ramp: 'Choose a shorter window, or say what is enough: notifyWithin.',
  records: 'Record it in the group of the alert, or evaluate that group more often.',
  evaluation: 'Evaluate the rules of the service more often, or say what is enough: notifyWithin.',
  for: 'Choose a shorter `for`, or say what is enough: notifyWithin.',
  group: "Choose a shorter wait of the group: alerting: {groupWait: '10s'}, or groupWait of the route.",
  joins: "Give each alert a message of its own: grouping: {page: ['...']}, or choose a shorter group interval.",
  cluster: 'Run fewer Alertmanagers, or say what is enough: notifyWithin.',
  send: 'Say what is enough: notifyWithin.',
};
