import { matchesLabel } from '../analysis/route.ts';
import { type Labels, labelValue } from '../evaluate/labels.ts';
import type { Inhibition, RouteMatcher } from '../ir/routing.ts';

const matchesAll = (matchers: readonly RouteMatcher[], labels: Labels): boolean =>
  matchers.every(matcher => matchesLabel(matcher, labels));

/** The name of the rule by which alerts that fire inhibit an alert, if one does. */
export type FindInhibition = (labels: Labels, firing: Iterable<Labels>) => string | undefined;

/**
 * Inhibition as Alertmanager has it. An alert that matches both sides of a rule is not inhibited by another one that
 * does, so that no two alerts mute each other; a label that both lack is equal.
 */
export const inhibitor = (rules: readonly Inhibition[]): FindInhibition => {
  const known = new WeakMap<Labels, readonly Sides[]>();
  const sidesOf = (labels: Labels): readonly Sides[] => {
    const before = known.get(labels);
    if (before !== undefined) return before;
    const sides = rules.map(({ source, target }) => ({
      source: matchesAll(source, labels),
      target: matchesAll(target, labels),
    }));
    known.set(labels, sides);
    return sides;
  };
  return (labels, firing) => {
    const own = sidesOf(labels);
    if (!own.some(({ target }) => target)) return undefined;
    for (const other of firing) {
      const sides = sidesOf(other);
      const rule = rules.find(({ equal }, i) => {
        const [here, there] = [own[i], sides[i]];
        if (here === undefined || there === undefined || !here.target || !there.source) return false;
        if (here.source && there.target) return false;
        return equal.every(label => labelValue(labels, label) === labelValue(other, label));
      });
      if (rule !== undefined) return rule.name;
    }
    return undefined;
  };
};

/** Which sides of a rule an alert matches. */
interface Sides {
  readonly source: boolean;
  readonly target: boolean;
}
