import { childPath, siblingPaths } from '../catalogue/paths.ts';
import type { RuleGroupEntry } from '../catalogue/rule-group.ts';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import type { RuleGroupModel } from './model.ts';
import { nameDuplicate } from './problems.ts';

/** A group of imported rules with its defaults. `interval` is the stack's evaluation interval. */
export const resolveRuleGroup = (entry: RuleGroupEntry, parent: string, interval: string): RuleGroupModel => {
  const path = childPath(parent, entry.id);
  const paths = siblingPaths(
    path,
    entry.rules.map(rule => (rule.kind === 'alert' ? rule.alert : rule.record)),
  );
  return {
    id: entry.id,
    path,
    name: entry.name ?? entry.id,
    file: entry.file ?? 'rules',
    interval: entry.interval ?? interval,
    limit: entry.limit,
    queryOffset: entry.queryOffset,
    evaluator: entry.evaluator,
    rules: entry.rules.map((rule, i) => ({ rule, path: paths[i] ?? path })),
  };
};

/** Groups of one name in one file: Prometheus refuses the file. */
export const ruleGroupMistakes = (groups: readonly RuleGroupModel[]): readonly Diagnostic[] => {
  const seen = new Set<string>();
  return groups.flatMap(({ file, name, path }) => {
    const key = JSON.stringify([file, name]);
    const known = seen.has(key);
    seen.add(key);
    return known
      ? [
          report(
            nameDuplicate,
            path,
            `Two groups of imported rules in the file \`${file}\` are named \`${name}\`.`,
            'Give one of them another `name` or another `file`.',
          ),
        ]
      : [];
  });
};
