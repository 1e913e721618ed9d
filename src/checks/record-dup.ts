import { canCoincide } from '../analysis/coincide.ts';
import type { PlannedExpression } from '../analysis/expressions.ts';
import { compareText } from '../core/diagnostic.ts';
import type { Inference } from '../promql/infer.ts';
import { possibleLabels } from '../promql/label-set.ts';
import { targetLabelNames } from '../promql/metric.ts';
import { print } from '../promql/print.ts';
import { defineCheck, type Finding } from './check.ts';

/** One series that two rules record. */
export const recordDup = defineCheck({
  code: 'RECORD-DUP',
  severity: 'error',
  why: 'Two rules that record the same series write over each other at every evaluation.',
  run: ({ facts }) => {
    const seen = new Map<string, PlannedExpression[]>();
    return facts.expressions.flatMap((expression): readonly Finding[] => {
      const { rule, path } = expression;
      if (rule?.kind !== 'record') return [];
      const labels = Object.entries(rule.labels).sort(([a], [b]) => compareText(a, b));
      const key = JSON.stringify([rule.record, labels]);
      const before = seen.get(key) ?? [];
      seen.set(key, [...before, expression]);
      const copy = before.find(other => canonical(other) === canonical(expression));
      const same = copy ?? before.find(other => recordsTheSame(expression, other));
      if (same === undefined) return [];
      return [
        {
          path,
          message:
            copy === undefined
              ? `Two rules record the series \`${rule.record}\` with the same labels, from different expressions.`
              : `The series \`${rule.record}\` is recorded twice, from the same expression with the same labels.`,
          hint:
            copy === undefined
              ? `Rename one of them, or give it a label of its own; the other is at ${same.path}.`
              : `Remove one of them; the other is at ${same.path}.`,
        },
      ];
    });
  },
});

const canonical = ({ parsed, text }: PlannedExpression): string =>
  parsed.expr === undefined ? text : print(parsed.expr);

/** Rules of one name may share it out among themselves: by a condition, by labels, by the targets that they read. */
const recordsTheSame = (left: PlannedExpression, right: PlannedExpression): boolean => {
  if (left.inference === undefined || right.inference === undefined) return false;
  const comparable = isSettled(left.inference) && isSettled(right.inference);
  const alike =
    sameSources(left.inference, right.inference) || !(ofTargets(left.inference) || ofTargets(right.inference));
  return comparable && alike && canCoincide(left, right);
};

/** Neither a condition nor a label that nobody knows decides which series there are. */
const isSettled = ({ occurrence, labels }: Inference): boolean =>
  (occurrence === 'withData' || occurrence === 'always') && labels.rest.presence === 'never';

const sameSources = (left: Inference, right: Inference): boolean =>
  left.sources.size === right.sources.size && [...left.sources].every(name => right.sources.has(name));

const ofTargets = ({ labels }: Inference): boolean =>
  possibleLabels(labels)?.some(label => targetLabelNames.some(target => target === label)) ?? true;
