import { canCoincide } from '../analysis/coincide.ts';
import type { PlannedExpression } from '../analysis/expressions.ts';
import { compareText } from '../core/diagnostic.ts';
import { defineCheck, type Finding } from './check.ts';

/** Two alerts that nobody can tell apart. */
export const alertDup = defineCheck({
  code: 'ALERT-DUP',
  severity: 'error',
  why: 'Alertmanager knows an alert by its labels: two rules that give the same ones resolve and replace each other.',
  run: ({ facts }) => {
    const seen = new Map<string, PlannedExpression[]>();
    return facts.expressions.flatMap((expression): readonly Finding[] => {
      const { rule, path } = expression;
      if (rule?.kind !== 'alert') return [];
      const labels = Object.entries(rule.labels).sort(([a], [b]) => compareText(a, b));
      const key = JSON.stringify([rule.alert, labels]);
      const before = seen.get(key) ?? [];
      seen.set(key, [...before, expression]);
      const same = before.find(other => canCoincide(expression, other));
      return same === undefined
        ? []
        : [
            {
              path,
              message: `Two alerts are named \`${rule.alert}\` and can have the same labels.`,
              hint: `Rename one of them, or give it a label of its own; the other is at ${same.path}.`,
            },
          ];
    });
  },
});
