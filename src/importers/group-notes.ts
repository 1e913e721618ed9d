import { type ImportFinding, reportAt } from './finding.ts';
import { importNote } from './problems.ts';
import type { SourceGroup } from './rule-source.ts';

/** What changes for groups as a whole: their pace, and that they are gone. */
export const groupNotes = (groups: readonly SourceGroup[]): readonly ImportFinding[] =>
  groups.flatMap(({ source, line, name, interval, rules }): readonly ImportFinding[] => {
    const place = { file: source, line };
    if (rules.length === 0)
      return [reportAt(importNote, place, `The group \`${name}\` is not carried over: it has no rules.`)];
    if (interval !== undefined || rules.every(({ kind }) => kind === 'refused')) return [];
    return [
      reportAt(
        importNote,
        place,
        `The group \`${name}\` has no interval of its own, and is evaluated as often as the stack's own rules are.`,
        'Give the group its `interval`, or the stack the `intervals.evaluation` that your server has.',
      ),
    ];
  });
