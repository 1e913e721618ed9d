import { formatDuration, parseDuration } from '../core/duration.ts';
import type { RuleGroup } from '../ir/rule-group.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';
import { inEveryExpression } from './inferred.ts';

/** An imported rule that is evaluated more often than what it reads. */
export const grpDelay = defineCheck({
  code: 'GRP-DELAY',
  severity: 'info',
  why: 'A rule that is evaluated more often than the record it reads sees the same value again: it notices no sooner.',
  run: subject => {
    const writers = writersOf(subject);
    const imported = new Set(subject.model.ruleGroups.map(({ path }) => path));
    return inEveryExpression(({ inference, group, path, where }) => {
      // The stack's own groups are paced on purpose: the longer the window, the rarer the evaluation.
      if (group === undefined || !imported.has(group.path)) return [];
      const own = parseDuration(group.interval) ?? 0;
      return (inference?.uses ?? []).flatMap(({ name, range }): readonly Finding[] => {
        const writer = name === undefined ? undefined : writers.get(name);
        const theirs = parseDuration(writer?.interval ?? group.interval) ?? 0;
        if (writer === undefined || range !== undefined || theirs <= own) return [];
        return [
          {
            path,
            message: `The ${where} is evaluated every ${formatDuration(own)} and reads \`${name}\`, which the group \`${writer.name}\` records every ${formatDuration(theirs)}.`,
            hint: 'Put both rules into one group, the record first.',
          },
        ];
      });
    })(subject);
  },
});

/** Who records a name; of several groups the fastest. */
const writersOf = ({ facts }: Subject): ReadonlyMap<string, RuleGroup> => {
  const writers = new Map<string, RuleGroup>();
  for (const { rule, group } of facts.expressions) {
    if (rule?.kind !== 'record' || group === undefined) continue;
    const known = writers.get(rule.record);
    if (known === undefined || (parseDuration(group.interval) ?? 0) < (parseDuration(known.interval) ?? 0))
      writers.set(rule.record, group);
  }
  return writers;
};
