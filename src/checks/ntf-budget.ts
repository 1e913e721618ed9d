import { pipelineBudget, type TimeToNotify } from '../analysis/time-to-notify.ts';
import { formatDuration } from '../core/duration.ts';
import { teamsWithoutPage } from '../model/teams-without-page.ts';
import { defineCheck, type Finding } from './check.ts';

/** A failure of a probe of the service itself is a condition within this time, so that a minute is left to tell. */
const detection = 60_000;

/** An alert that can come later than it may. */
export const ntfBudget = defineCheck({
  code: 'NTF-BUDGET',
  severity: 'error',
  why: 'Scrapes, timeouts, evaluations and groups add up: an alert that comes too late on the worst day is too late.',
  run: ({ facts, model }) => {
    const silent = teamsWithoutPage(model);
    return facts.timesToNotify.flatMap(time => {
      const { alert, notify, budget, why, detect } = time;
      const { severity, team = '' } = alert.rule.labels;
      if (budget === undefined || (severity === 'critical' && silent.has(team))) return [];
      if (notify.worst > budget)
        return [
          finding(time, `somebody is told after up to ${text(notify.worst)}, not ${text(budget)} (${why})`, () => true),
        ];
      const isProbe = budget === pipelineBudget.internal && alert.rule.labels['class'] === 'internal';
      return isProbe && detect.worst >= detection
        ? [finding(time, `it is seen after up to ${text(detect.worst)}, not within ${text(detection)}`, isDetection)]
        : [];
    });
  },
});

const text = (milliseconds: number): string => formatDuration(Math.ceil(milliseconds / 1_000) * 1_000);

type Term = TimeToNotify['terms'][number];

const isDetection = ({ term }: Term): boolean => !['for', 'group', 'cluster', 'send'].includes(term);

const finding = ({ alert, terms, shared }: TimeToNotify, what: string, counts: (term: Term) => boolean): Finding => {
  const counted = terms.filter(term => term.worst > 0 && counts(term));
  const longest = counted.toSorted((a, b) => b.worst - a.worst)[0]?.term ?? 'scrape';
  return {
    path: alert.rule.path,
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
  group: 'Choose a shorter groupWait, or say what is enough: notifyWithin.',
  joins: "Give each alert a message of its own: grouping: {page: ['...']}, or choose a shorter group interval.",
  cluster: 'Run fewer Alertmanagers, or say what is enough: notifyWithin.',
  send: 'Say what is enough: notifyWithin.',
};
