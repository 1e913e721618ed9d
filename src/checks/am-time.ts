import { isPossible, readSpan } from '../analysis/time-span.ts';
import { defineCheck, type Finding } from './check.ts';

/** Hours that Alertmanager refuses, or that never come. */
export const amTime = defineCheck({
  code: 'AM-TIME',
  severity: 'error',
  why: 'Hours that never come leave a channel silent for ever, or awake for ever.',
  run: ({ plan }) =>
    plan.routing.timeIntervals.flatMap(({ name, spans, path }): readonly Finding[] => {
      if (spans.length === 0)
        return [
          {
            path,
            message: `The hours \`${name}\` have no spans: they never come.`,
            hint: "Write spans: [{weekdays: ['monday:friday'], times: [{from: '09:00', to: '18:00'}]}].",
          },
        ];
      const read = spans.map(readSpan);
      const mistakes = read.flatMap(found => found.mistakes);
      if (mistakes.length > 0)
        return mistakes.map(mistake => ({
          path,
          message: `The hours \`${name}\` cannot be read: ${mistake}.`,
          hint: 'Days are named in full, a range begins first (`saturday` and `sunday` are two), a day ends at 24:00.',
        }));
      return read
        .filter(({ span }) => !isPossible(span))
        .map(() => ({
          path,
          message: `The hours \`${name}\` have a span that no day is in.`,
          hint: 'Remove it, or one of its conditions: all of them must hold at once.',
        }));
    }),
});
