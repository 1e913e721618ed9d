import { formatDuration, parseDuration } from '../core/duration.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';

/** Prometheus forgets a sample after 5 minutes (its default lookback); half of that survives one lost evaluation. */
const longest = 150_000;

/** A recorded series that is written too seldom to be read at every moment. */
export const grpLookback = defineCheck({
  code: 'GRP-LOOKBACK',
  severity: 'error',
  why: 'A series without a sample for 5 minutes does not exist: what is recorded every few minutes has gaps as soon as one evaluation is late.',
  run: subject => {
    const readers = readersAtOnce(subject);
    return subject.plan.groups.flatMap(group => {
      const interval = parseDuration(group.interval) ?? 0;
      if (interval <= longest) return [];
      return group.rules.flatMap((rule): readonly Finding[] => {
        const reader = rule.kind === 'record' ? readers.get(rule.record) : undefined;
        return rule.kind !== 'record' || reader === undefined
          ? []
          : [
              {
                path: rule.path,
                message: `The recording rule \`${rule.record}\` is evaluated every ${formatDuration(interval)}, and the ${reader} reads it without a range.`,
                hint: `Evaluate the rules at least every ${formatDuration(longest)}, or read \`last_over_time(${rule.record}[${formatDuration(3 * interval)}])\`.`,
              },
            ];
      });
    });
  },
});

/** Names that are read without a range, each with one who does. */
const readersAtOnce = ({ facts }: Subject): ReadonlyMap<string, string> => {
  const readers = new Map<string, string>();
  for (const { inference, where, parsed } of facts.expressions)
    for (const { name, source, func, range } of inference?.uses ?? [])
      if (source === 'record' && name !== undefined && range === undefined && func === undefined && parsed.expr)
        if (!readers.has(name)) readers.set(name, where);
  return readers;
};
