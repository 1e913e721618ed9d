import type { PlannedExpression } from '../analysis/expressions.ts';
import type { Matcher, Selector } from '../promql/syntax.ts';
import { walk } from '../promql/walk.ts';
import { defineCheck, type Finding } from './check.ts';

/** An alert on something that is down, which stays silent when nobody asks for it any more. */
export const absent = defineCheck({
  code: 'ABSENT',
  severity: 'warning',
  why: 'A target or probe that leaves the configuration has no series left to be zero: an alert on it falls silent when it is needed most.',
  run: ({ facts }) => {
    const alerts = facts.expressions.filter(({ rule }) => rule?.kind === 'alert');
    const missed = alerts.flatMap(absences);
    return alerts.flatMap((alert): readonly Finding[] => {
      const open = watched(alert).find(selector => !missed.some(other => isAbout(other, selector)));
      if (open === undefined) return [];
      const pins = open.matchers.filter(isPin).map(({ label, value }) => `${label}="${value}"`);
      return [
        {
          path: alert.path,
          message: `The ${alert.where} compares \`${open.name ?? ''}\`, and no alert tells when the series are gone.`,
          hint: `Add: or absent(${open.name ?? ''}{${pins.join(',')}}).`,
        },
      ];
    });
  },
});

/** Series that say whether something answers. */
const liveness: readonly (string | undefined)[] = ['up', 'probe_success'];

const comparisons: readonly string[] = ['==', '!=', '<', '<=', '>', '>='];

const isPin = ({ label, op, value }: Matcher): boolean =>
  op === '=' && value !== '' && ['job', 'service', 'probe'].includes(label);

/** Selectors of one target or probe that a comparison looks at. */
const watched = ({ parsed }: PlannedExpression): readonly Selector[] => {
  const found: Selector[] = [];
  if (parsed.expr === undefined) return found;
  walk(parsed.expr, node => {
    if (node.kind !== 'binary' || !comparisons.includes(node.op)) return;
    walk(node.left, inner => {
      if (inner.kind === 'selector' && liveness.includes(inner.name) && inner.matchers.some(isPin)) found.push(inner);
    });
  });
  return found;
};

/** What an alert misses when it is gone. */
const absences = ({ parsed }: PlannedExpression): readonly Selector[] => {
  const found: Selector[] = [];
  if (parsed.expr === undefined) return found;
  walk(parsed.expr, node => {
    if (node.kind !== 'call' || !node.func.startsWith('absent')) return;
    walk(node, inner => {
      if (inner.kind === 'selector') found.push(inner);
    });
  });
  return found;
};

/** Whether two selectors agree on what they pin, and pin something in common. */
const isAbout = (one: Selector, other: Selector): boolean => {
  if (one.name !== other.name) return false;
  const pins = new Map(one.matchers.filter(isPin).map(({ label, value }) => [label, value]));
  const shared = other.matchers.filter(matcher => isPin(matcher) && pins.has(matcher.label));
  return shared.length > 0 && shared.every(({ label, value }) => pins.get(label) === value);
};
