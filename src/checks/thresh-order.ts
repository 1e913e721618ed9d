import { formatNumber } from '../core/decimal.ts';
import { print } from '../promql/print.ts';
import type { Expr } from '../promql/syntax.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';

type AlertFact = Subject['facts']['alerts'][number];

/** A comparison with a fixed number that an alert waits for. */
interface Bound {
  /** What is compared, as text. */
  readonly compared: string;
  readonly direction: 'above' | 'below';
  readonly value: number;
}

const directions: Readonly<Record<string, Bound['direction']>> = {
  '>': 'above',
  '>=': 'above',
  '<': 'below',
  '<=': 'below',
};
const opposite = { above: 'below', below: 'above' } as const;

/** The bounds at the top of an expression, each side of `and` and `or` on its own. */
const bounds = (expr: Expr): readonly Bound[] => {
  if (expr.kind !== 'binary') return [];
  const { op, left, right } = expr;
  if (op === 'and' || op === 'or') return [...bounds(left), ...bounds(right)];
  if (op === 'unless') return bounds(left);
  const direction = directions[op];
  if (direction === undefined || expr.bool === true) return [];
  if (right.kind === 'number') return [{ compared: print(left), direction, value: right.value }];
  if (left.kind === 'number') return [{ compared: print(right), direction: opposite[direction], value: left.value }];
  return [];
};

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
    hint: `Put the threshold of \`${milder.alert.rule.alert}\` ${opposite[direction]} ${grave}, or raise the severity of the one that comes first.`,
  };
};
