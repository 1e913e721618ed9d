import type { AlertFact } from '../analysis/alert-routing.ts';
import { defineCheck, type Subject } from './check.ts';
import { merged, type Repeated } from './merged.ts';

/** An alert that only the fallback, or nobody, hears of. */
export const amUnrouted = defineCheck({
  code: 'AM-UNROUTED',
  severity: 'error',
  why: 'An alert without an owner’s channel reaches a mailbox that nobody watches, or nobody at all.',
  run: subject => {
    const { receivers } = subject.plan.routing;
    const reachable = new Set(receivers.filter(({ uses }) => uses.length > 0).map(({ name }) => name));
    return merged(subject.facts.alerts.flatMap(alert => unrouted(subject, reachable, alert)));
  },
});

const unrouted = (
  { plan, model }: Subject,
  reachable: ReadonlySet<string>,
  { rule, labels, cases, inference }: AlertFact,
): readonly Repeated[] => {
  const { root } = plan.routing;
  // Where the owner of the platform has no channel, there is no fallback either.
  const notified = ({ routes }: (typeof cases)[number]): boolean =>
    // A root that was written elsewhere leads to whom its author chose: it is no fallback.
    model.routing.imported === undefined
      ? !routes.includes(root) && routes.some(({ receiver }) => reachable.has(receiver) && receiver !== root.receiver)
      : routes.some(({ receiver }) => reachable.has(receiver));
  const lost = cases.find(found => !notified(found));
  if (lost === undefined) return [];
  const team = model.teams.find(({ id }) => id === rule.labels['team']);
  const teams = model.teams.map(({ id }) => `\`${id}\``).join(', ');
  // What cannot be read gives nothing.
  const carried = labels.of('team');
  const why =
    team !== undefined
      ? `reaches no channel of the team \`${team.id}\``
      : inference === undefined || carried.values?.every(value => value === '') === true
        ? 'has no label `team`: only the fallback hears of it'
        : carried.values === undefined
          ? 'has a label `team` that can be anything, or be missing: then only the fallback hears of it'
          : `can have the label \`team\` as ${carried.values.map(value => `"${value}"`).join(', ')}: for one of them only the fallback hears of it`;
  return [
    {
      path: team?.path ?? rule.path,
      subject: rule.alert,
      cause: why,
      message: `The alert \`${rule.alert}\` (${rule.labels['severity'] ?? 'no severity'}) ${why}.`,
      hint:
        team === undefined
          ? `Give it the label \`team\` with the id of a team (${teams}).`
          : `Give the team \`${team.id}\` a channel: page for critical, notify for critical and warning, mail for warning and info.`,
    },
  ];
};
