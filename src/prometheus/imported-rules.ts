import type { ImportedRuleEntry } from '../catalogue/rule-group.ts';
import type { Rule, RuleGroup } from '../ir/rule-group.ts';
import type { Model } from '../model/model.ts';

/** Groups of existing rule files, in files of their own: their names never meet those of generated groups. */
export const importedRules = (model: Model): readonly RuleGroup[] =>
  model.ruleGroups.map(({ name, file, interval, limit, queryOffset, rules, path }) => ({
    name,
    file: `imported-${file}`,
    interval,
    ...(limit === undefined ? {} : { limit }),
    ...(queryOffset === undefined ? {} : { queryOffset }),
    evaluator: 'prometheus',
    rules: rules.map(each => importedRule(each.rule, each.path)),
    path,
  }));

const importedRule = (rule: ImportedRuleEntry, path: string): Rule =>
  rule.kind === 'record' ? { labels: {}, ...rule, path } : { labels: {}, annotations: {}, ...rule, path };
