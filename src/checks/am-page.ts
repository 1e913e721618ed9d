import { teamsWithoutPage } from '../model/teams-without-page.ts';
import { defineCheck, type Finding } from './check.ts';

/** A critical alert of a team that has nobody to wake. */
export const amPage = defineCheck({
  code: 'AM-PAGE',
  severity: 'error',
  why: 'Critical means that a person must act now; a channel that nobody watches at night cannot deliver that.',
  run: ({ facts, model }) => {
    const silent = teamsWithoutPage(model);
    return [...silent.values()].flatMap((team): readonly Finding[] => {
      const critical = facts.alerts.filter(
        ({ rule }) => rule.labels['team'] === team.id && rule.labels['severity'] === 'critical',
      );
      const [first] = critical;
      return first === undefined
        ? []
        : [
            {
              path: team.path,
              message: `The team \`${team.id}\` owns ${critical.length} critical alerts (${first.rule.alert}, …) and has no \`page\` channel.`,
              hint: 'Add page: pagerduty({…}), or lower the alerts to warning.',
            },
          ];
    });
  },
});
