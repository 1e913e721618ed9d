import { compareText } from '../core/diagnostic.ts';
import type { RecordingRule } from '../ir/rule-group.ts';
import { defineCheck, type Finding } from './check.ts';

/** One series that two rules record. */
export const recordDup = defineCheck({
  code: 'RECORD-DUP',
  severity: 'error',
  why: 'Two rules that record the same series write over each other at every evaluation.',
  run: ({ facts }) => {
    const seen = new Map<string, RecordingRule>();
    return facts.expressions.flatMap(({ rule, path }): readonly Finding[] => {
      if (rule?.kind !== 'record') return [];
      const labels = Object.entries(rule.labels).sort(([a], [b]) => compareText(a, b));
      // Rules of one name may share it out among themselves; the same expression cannot.
      const key = JSON.stringify([rule.record, rule.expr, labels]);
      const first = seen.get(key);
      if (first === undefined) {
        seen.set(key, rule);
        return [];
      }
      return [
        {
          path,
          message: `The series \`${rule.record}\` is recorded twice, from the same expression with the same labels.`,
          hint: `Remove one of them; the other is at ${first.path}.`,
        },
      ];
    });
  },
});
