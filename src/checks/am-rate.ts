import { notificationRate, type RateTerm } from '../analysis/notification-rate.ts';
import { countValues, type GroupTerm } from '../analysis/route-groups.ts';
import { targetCounts } from '../analysis/target-counts.ts';
import { defineCheck, type Finding } from './check.ts';

/** A promise about how often somebody is called, which the routes do not keep. */
export const amRate = defineCheck({
  code: 'AM-RATE',
  severity: 'error',
  why: 'Alertmanager has no limiter: how often a channel is told follows from the groups of its routes, and only that can keep the promise.',
  run: ({ facts, plan }) => {
    const count = countValues(targetCounts(facts.exposures));
    return plan.routing.rateLimits.flatMap(({ receiver, max, window, path }): readonly Finding[] => {
      const { most, terms } = notificationRate(receiver, window, plan.routing.root, facts.alerts, count);
      if (most !== undefined && most <= max) return [];
      return [
        {
          path,
          message: `The receiver \`${receiver}\` can be told ${most === undefined ? 'without bound' : `${most} times`} within ${window}, not ${max}: ${terms.map(termText).join(' + ')}.`,
          hint:
            most === undefined
              ? `Nothing bounds ${unbounded(terms)}: leave that out of the group labels, or declare its values.`
              : "Group by fewer labels (grouping: {notify: ['service', 'severity']}), or make the group interval longer.",
        },
      ];
    });
  },
});

const shownTerms = 4;

const termText = ({ groups, count, times, groupInterval }: RateTerm): string => {
  const largest = groups.toSorted((a, b) => size(b) - size(a));
  const rest = largest.length - shownTerms;
  const parts = [...largest.slice(0, shownTerms).map(groupText), ...(rest > 0 ? [`${rest} more`] : [])];
  return `${count ?? 'unbounded'} ${count === 1 ? 'group' : 'groups'} (${parts.join(', ')}) x ${times} per ${groupInterval}`;
};

const size = ({ groups }: GroupTerm): number => groups ?? Number.POSITIVE_INFINITY;

const groupText = ({ alerts, factors, groups }: GroupTerm): string => {
  const [first = '', ...others] = alerts;
  const name = others.length === 0 ? first : `${first} and ${others.length} more`;
  const shown = factors.map(({ label, count }) => `${label} ${count ?? '?'}`);
  return shown.length === 0 ? `${name} 1` : `${name} ${groups ?? '?'} by ${shown.join(' x ')}`;
};

const unbounded = (terms: readonly RateTerm[]): string => {
  const labels = terms.flatMap(({ groups }) =>
    groups.flatMap(({ factors, groups: size }) =>
      size === undefined ? factors.filter(({ count }) => count === undefined).map(({ label }) => `\`${label}\``) : [],
    ),
  );
  return labels.length === 0 ? 'the labels of some alerts' : [...new Set(labels)].join(', ');
};
