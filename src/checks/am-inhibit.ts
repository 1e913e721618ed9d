import type { AlertFact } from '../analysis/alert-routing.ts';
import { readMatcher } from '../analysis/route-matcher.ts';
import type { Inhibition, RouteMatcher } from '../ir/routing.ts';
import { defineCheck, type Finding } from './check.ts';
import { closestValue } from './closest-value.ts';

/** An inhibition that mutes nothing, too much, or itself. */
export const amInhibit = defineCheck({
  code: 'AM-INHIBIT',
  severity: 'error',
  why: 'An inhibition without shared labels mutes the world, one on a label that a side lacks mutes nothing, and two that mute each other leave nobody told.',
  run: ({ facts, plan }) => {
    const read = plan.routing.inhibitions.map(rule => ({
      rule,
      sources: carrying(rule, rule.source, facts.alerts),
      targets: carrying(rule, rule.target, facts.alerts),
    }));
    return [
      ...read.flatMap(one => [...(one.rule.written === true ? compared(one, facts.alerts) : []), ...muteItself(one)]),
      ...read.flatMap((one, i) => read.slice(i + 1).flatMap(other => muteEachOther(one, other))),
    ];
  },
});

interface Sides {
  readonly rule: Inhibition;
  readonly sources: ReadonlySet<AlertFact>;
  readonly targets: ReadonlySet<AlertFact>;
}

/** Of the inhibitions that come along, only what is surely known counts: labels of composites are not inferred. */
const carrying = (
  { written }: Inhibition,
  matchers: readonly RouteMatcher[],
  alerts: readonly AlertFact[],
): ReadonlySet<AlertFact> => {
  const read = matchers.map(readMatcher);
  return new Set(
    alerts.filter(({ labels }) =>
      read.every(matcher => {
        const verdict = matcher.verdict(labels.of(matcher.label));
        return written === true ? verdict !== 'no' : verdict === 'yes';
      }),
    ),
  );
};

/** Whether any of the alerts can have the label. */
const anyHas = (alerts: ReadonlySet<AlertFact>, label: string): boolean =>
  [...alerts].some(({ labels }) => labels.of(label).values?.every(value => value === '') !== true);

const compared = (
  { rule: { name, equal, path, source, target }, sources, targets }: Sides,
  alerts: readonly AlertFact[],
): readonly Finding[] => {
  if (equal.length === 0)
    return [
      {
        path,
        message: `The inhibition \`${name}\` compares no labels: one alert would mute all others, of every service.`,
        hint: "Name what both sides must share: equal: ['service'].",
      },
    ];
  const empty = sources.size === 0 ? 'source' : targets.size === 0 ? 'target' : undefined;
  if (empty !== undefined)
    return [
      {
        path,
        message: `No alert can be the ${empty} of the inhibition \`${name}\`.`,
        hint:
          closestValue(empty === 'source' ? source : target, alerts) ??
          'Compare its conditions with the labels in rules/*.yml, or remove it.',
      },
    ];
  return equal.flatMap((label): readonly Finding[] => {
    const missing = [...(anyHas(sources, label) ? [] : ['source']), ...(anyHas(targets, label) ? [] : ['target'])];
    return missing.length === 0
      ? []
      : [
          {
            path,
            message: `The inhibition \`${name}\` compares \`${label}\`, which no ${missing.join(' and no ')} carries.`,
            hint: 'Alertmanager takes two missing labels for equal, and one missing for different: compare labels that both sides carry.',
          },
        ];
  });
};

const muteItself = ({ rule: { name, path }, sources, targets }: Sides): readonly Finding[] => {
  const both = [...sources].find(alert => targets.has(alert));
  return both === undefined
    ? []
    : [
        {
          path,
          message: `The alert \`${both.rule.alert}\` can be source and target of the inhibition \`${name}\`: instances of it could mute each other.`,
          hint: 'Exclude the sources from the target: except: {alertname: …}, or another severity.',
        },
      ];
};

/** Two alerts of which each mutes the other: nobody hears of either. */
const muteEachOther = (one: Sides, other: Sides): readonly Finding[] => {
  const back = [...one.sources].find(alert => other.targets.has(alert) && !other.sources.has(alert));
  const forth = [...one.targets].find(alert => other.sources.has(alert) && !other.targets.has(alert));
  if (back === undefined || forth === undefined) return [];
  if (!canMeet(back, forth, one.rule.equal) || !canMeet(back, forth, other.rule.equal)) return [];
  const written = other.rule.written === true ? other.rule : one.rule;
  return [
    {
      path: written.path,
      message: `\`${back.rule.alert}\` and \`${forth.rule.alert}\` mute each other: the inhibitions \`${one.rule.name}\` and \`${other.rule.name}\` point in opposite directions.`,
      hint: 'Remove one of them, or narrow it.',
    },
  ];
};

const canMeet = (a: AlertFact, b: AlertFact, equal: readonly string[]): boolean =>
  equal.every(label => {
    const [left, right] = [a.labels.of(label).values, b.labels.of(label).values];
    return left === undefined || right === undefined || left.some(value => right.includes(value));
  });
