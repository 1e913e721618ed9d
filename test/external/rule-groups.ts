import { parseDuration } from '../../src/core/duration.ts';
import { isJsonObject } from '../../src/core/json.ts';
import type { Labels } from '../../src/evaluate/labels.ts';
import type { Rule, RuleGroup } from '../../src/evaluate/rule.ts';
import { parse } from '../../src/promql/parse.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const labelsOf = (value: unknown): Labels =>
  isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([name, text]) => [name, textOf(text)])) : {};

const readRule = (rule: Readonly<Record<string, unknown>>): Rule => {
  const { expr, problems } = parse(textOf(rule['expr']));
  if (expr === undefined || problems.length > 0) throw new Error(`${textOf(rule['expr'])}: ${problems[0]?.message}`);
  const labels = labelsOf(rule['labels']);
  return typeof rule['alert'] === 'string'
    ? {
        alert: rule['alert'],
        expr,
        labels,
        for: parseDuration(textOf(rule['for'])) ?? 0,
        keepFiringFor: parseDuration(textOf(rule['keep_firing_for'])) ?? 0,
      }
    : { record: textOf(rule['record']), expr, labels };
};

/** The groups of a rule file as the evaluator takes them, all at one interval in milliseconds, as promtool does. */
export const readRuleGroups = (groups: readonly object[], interval: number): readonly RuleGroup[] =>
  groups.map(group => {
    if (!isJsonObject(group) || !Array.isArray(group['rules'])) throw new Error('a group without rules');
    return { name: textOf(group['name']), interval, rules: group['rules'].filter(isJsonObject).map(readRule) };
  });
