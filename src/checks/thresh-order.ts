import { formatNumber } from '../core/decimal.ts';
import { type Bound, bounds, oppositeDirection } from '../promql/bounds.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';

type AlertFact = Subject['facts']['alerts'][number];

/** How much an alert asks of a person. */
const weights: Readonly<Record<string, number>> = { info: 1, warning: 2, critical: 3 };
const weight = ({ rule }: AlertFact): number => weights[rule.labels['severity'] ?? ''] ?? 0;

/** A warning that only fires when its page already has. */
export const threshOrder = defineCheck({
  code: 'THRESH-ORDER',
  severity: 'warning',
  why: 'A warning is there to come before the page: with a threshold beyond that of the page it never comes alone, and nobody has time to act.',
  run: ({ facts }) => {
    const parsed = new Map(facts.expressions.map(({ rule, parsed: { expr } }) => [rule, expr]));
    const groups = new Map<string, { readonly alert: AlertFact; readonly bound: Bound }[]>();
    for (const alert of facts.alerts) {
      const expr = parsed.get(alert.rule);
      const { service = '', alert_group: group = '' } = alert.rule.labels;
      if (expr === undefined || group === '') continue;
      for (const bound of bounds(expr)) {
        const key = JSON.stringify([service, group, bound.compared, bound.direction]);
        groups.set(key, [...(groups.get(key) ?? []), { alert, bound }]);
      }
    }
    return [...groups.values()].flatMap(members =>
      members.flatMap(milder =>
        members
          .filter(graver => weight(milder.alert) > 0 && weight(graver.alert) > weight(milder.alert))
          .filter(graver => isBeyond(milder.bound, graver.bound))
          .map((graver): Finding => finding(milder, graver)),
      ),
    );
  },
});

const isBeyond = (milder: Bound, graver: Bound): boolean =>
  milder.direction === 'above' ? milder.value > graver.value : milder.value < graver.value;

const finding = (
  milder: { readonly alert: AlertFact; readonly bound: Bound },
  graver: { readonly alert: AlertFact; readonly bound: Bound },
): Finding => {
  const { direction } = milder.bound;
  const [mild, grave] = [formatNumber(milder.bound.value), formatNumber(graver.bound.value)];
  return {
    path: milder.alert.rule.path,
    message: `The ${milder.alert.rule.labels['severity']} \`${milder.alert.rule.alert}\` fires ${direction} ${mild}, beyond the ${graver.alert.rule.labels['severity']} \`${graver.alert.rule.alert}\`, which fires ${direction} ${grave}.`,
    hint: `Put the threshold of \`${milder.alert.rule.alert}\` ${oppositeDirection[direction]} ${grave}, or raise the severity of the one that comes first.`,
  };
};
