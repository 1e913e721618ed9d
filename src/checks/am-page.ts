import type { AlertFact } from '../analysis/alert-routing.ts';
import type { TeamModel } from '../model/model.ts';
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
    return model.teams.flatMap((team): readonly Finding[] => {
      const { id, path } = team;
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
      if (example === undefined) return readOnly(team, critical, unheard);
      return [
        {
          path,
          message: `Nobody reads where ${lost.length} critical alerts of the team \`${id}\` (${example.rule.alert}, …) are sent: only ${calls(kinds)} gets them.`,
          hint: 'Let `page` and `notify` reach a person: pagerduty({…}), opsgenie({…}), slack({…}).',
        },
      ];
    });
  },
});

/** Critical alerts whose page goes to nobody, although others read along. */
const readOnly = (
  { id, path, page }: TeamModel,
  critical: readonly AlertFact[],
  unheard: ReadonlyMap<string, readonly string[]>,
): readonly Finding[] => {
  const kinds = page === undefined ? undefined : unheard.get(page);
  const paged = critical.filter(({ receivers: reached }) => page !== undefined && reached.includes(page));
  const [first] = paged;
  return kinds === undefined || first === undefined
    ? []
    : [
        {
          path,
          message: `The \`page\` channel of the team \`${id}\` is ${calls(kinds)}, which wakes nobody: ${paged.length} critical alerts (${first.rule.alert}, …) are only read along.`,
          hint: 'Let `page` reach a person: pagerduty({…}), opsgenie({…}), pushover({…}).',
        },
      ];
};

const calls = (kinds: readonly string[]): string => kinds.map(kind => `${kind}()`).join(' and ');

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
