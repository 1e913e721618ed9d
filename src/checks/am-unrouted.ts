import { defineCheck, type Finding } from './check.ts';

/** An alert that only the fallback, or nobody, hears of. */
export const amUnrouted = defineCheck({
  code: 'AM-UNROUTED',
  severity: 'error',
  why: 'An alert without an owner’s channel reaches a mailbox that nobody watches, or nobody at all.',
  run: ({ facts, plan, model }) =>
    facts.alerts.flatMap(({ rule, receivers }): readonly Finding[] => {
      const reachable = new Set(plan.routing.receivers.map(({ name }) => name));
      const team = model.teams.find(({ id }) => id === rule.labels['team']);
      const own = receivers.filter(receiver => reachable.has(receiver) && receiver !== plan.routing.root.receiver);
      if (own.length > 0) return [];
      return [
        {
          path: rule.path,
          message: `The alert \`${rule.alert}\` (${rule.labels['severity'] ?? 'no severity'}) ${
            rule.labels['team'] === undefined
              ? 'has no label `team`: only the fallback hears of it'
              : `reaches no channel of the team \`${rule.labels['team']}\``
          }.`,
          hint:
            team === undefined
              ? `Give it the label \`team\` with the id of a team (${model.teams.map(({ id }) => `\`${id}\``).join(', ')}).`
              : `Give the team \`${team.id}\` a channel: page for critical, notify for critical and warning, mail for warning and info.`,
        },
      ];
    }),
});
