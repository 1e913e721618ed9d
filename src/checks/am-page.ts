import { teamsWithoutPage } from '../model/teams-without-page.ts';
import { receivers } from '../receivers/registry.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';

/** Critical alerts of a team that has nobody to wake. */
export const amPage = defineCheck({
  code: 'AM-PAGE',
  severity: 'error',
  why: 'Critical means that a person must act now; a channel that nobody watches at night, a log or a heartbeat cannot deliver that.',
  run: subject => {
    const { facts, model } = subject;
    const silent = teamsWithoutPage(model);
    const unheard = unheardReceivers(subject);
    return model.teams.flatMap(({ id, path }): readonly Finding[] => {
      const critical = facts.alerts.filter(
        ({ rule }) => rule.labels['team'] === id && rule.labels['severity'] === 'critical',
      );
      const [first] = critical;
      if (first === undefined) return [];
      if (silent.has(id))
        return [
          {
            path,
            message: `The team \`${id}\` owns ${critical.length} critical alerts (${first.rule.alert}, …) and has no \`page\` channel.`,
            hint: 'Add page: pagerduty({…}), or lower the alerts to warning.',
          },
        ];
      const lost = critical.filter(
        alert => alert.receivers.length > 0 && alert.receivers.every(name => unheard.has(name)),
      );
      const [example] = lost;
      const kinds = [...new Set(example?.receivers.flatMap(name => unheard.get(name) ?? []) ?? [])];
      return example === undefined
        ? []
        : [
            {
              path,
              message: `Nobody reads where ${lost.length} critical alerts of the team \`${id}\` (${example.rule.alert}, …) are sent: only ${kinds.map(kind => `${kind}()`).join(' and ')} gets them.`,
              hint: 'Let `page` and `notify` reach a person: pagerduty({…}), opsgenie({…}), slack({…}).',
            },
          ];
    });
  },
});

/** Receivers that send to nobody, by name, with their kinds. */
const unheardReceivers = ({ plan }: Subject): ReadonlyMap<string, readonly string[]> =>
  new Map(
    plan.routing.receivers.flatMap(({ name, uses }) => {
      const kinds = uses.map(({ kind }) => kind);
      const isUnheard =
        kinds.length > 0 && kinds.every(kind => receivers.get(kind)?.definition.tellsSomebody === false);
      return isUnheard ? [[name, kinds] as const] : [];
    }),
  );
