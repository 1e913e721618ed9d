import { formatDuration } from '../core/duration.ts';
import { teamsWithoutPage } from '../model/teams-without-page.ts';
import { defineCheck } from './check.ts';
import { merged, type Repeated } from './merged.ts';

/** What scraping, evaluating and grouping may add to a critical alert, in milliseconds. */
const most = 300_000;

/** A critical alert whose way is too long, whatever it waits for on purpose. */
export const ntfCrit = defineCheck({
  code: 'NTF-CRIT',
  severity: 'error',
  why: 'A critical alert reaches a person within five minutes of what it waits for on purpose: its `for`, and the window of its rates.',
  run: ({ facts, model }) => {
    const silent = teamsWithoutPage(model);
    const late = facts.timesToNotify
      .filter(({ alert, pipeline }) => alert.rule.labels['severity'] === 'critical' && pipeline > most)
      .filter(({ alert }) => !silent.has(alert.rule.labels['team'] ?? ''))
      .map(
        ({ alert, pipeline, shared }): Repeated => ({
          path: alert.rule.path,
          subject: alert.rule.alert,
          cause: String(shared),
          message: `The critical \`${alert.rule.alert}\` takes up to ${formatDuration(Math.ceil(pipeline / 1_000) * 1_000)} beside its \`for\` and the window of its rates; 5m is the limit.`,
          hint: shared
            ? "It can join a group that was told before: give each alert a message of its own (grouping: {page: ['...']}), or choose a shorter group interval."
            : 'Scrape and evaluate more often, or wait less for more alerts of the group.',
        }),
      );
    return merged(late);
  },
});
