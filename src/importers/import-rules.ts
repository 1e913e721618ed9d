import { compareText } from '../core/diagnostic.ts';
import type { ImportFinding } from './finding.ts';
import { groupNotes } from './group-notes.ts';
import { type ImportedStack, importedStack } from './imported-stack.ts';
import { type GivenFile, readRuleFile } from './read-rule-file.ts';

/** How much of the files is carried over, in rules. */
export interface Fidelity {
  readonly groups: number;
  /** Carried over with nothing to say about them. */
  readonly unchanged: number;
  /** Carried over without a part, or with a part in another form. */
  readonly noted: number;
  /** Left out: Prometheus refuses them too. */
  readonly refused: number;
}

export interface RulesImport {
  readonly stack: ImportedStack;
  readonly fidelity: Fidelity;
  /** In the order of files and lines. */
  readonly findings: readonly ImportFinding[];
}

/** Reads rule files into a stack. Nothing is checked but what decides whether Prometheus would take a rule. */
export const importRules = async (files: readonly GivenFile[]): Promise<RulesImport> => {
  const read = await Promise.all(files.map(readRuleFile));
  const groups = read.flatMap(file => file.groups);
  const rules = groups.flatMap(group => group.rules);
  const noted = rules.filter(rule => rule.kind === 'carried' && rule.noted).length;
  const refused = rules.filter(rule => rule.kind === 'refused').length;
  const order = new Map(files.map(({ name }, i) => [name, i]));
  return {
    stack: importedStack(
      files.map(({ name }) => name),
      groups,
    ),
    fidelity: { groups: groups.length, unchanged: rules.length - noted - refused, noted, refused },
    findings: [...read.flatMap(file => file.findings), ...groupNotes(groups)].sort(
      (a, b) =>
        (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) || a.line - b.line || compareText(a.message, b.message),
    ),
  };
};
