import { type JsonObject, pointer } from '../core/json.ts';
import type { Rule, RuleGroup } from '../ir/rule-group.ts';

/** The rule groups of one file in Prometheus' own keys, with the construct that each rule came from. */
export const ruleFile = (
  groups: readonly RuleGroup[],
): { readonly body: JsonObject; readonly origins: Readonly<Record<string, string>> } => {
  const origins: Record<string, string> = {};
  groups.forEach((group, i) => {
    origins[pointer('groups', i)] = group.path;
    group.rules.forEach((rule, j) => {
      origins[pointer('groups', i, 'rules', j)] = rule.path;
    });
  });
  return {
    body: {
      groups: groups.map(group => ({
        name: group.name,
        interval: group.interval,
        query_offset: group.queryOffset,
        limit: group.limit,
        rules: group.rules.map(renderRule),
      })),
    },
    origins,
  };
};

const renderRule = (rule: Rule): JsonObject =>
  rule.kind === 'record'
    ? { record: rule.record, expr: rule.expr, labels: nonEmpty(rule.labels) }
    : {
        alert: rule.alert,
        expr: rule.expr,
        for: rule.for,
        keep_firing_for: rule.keepFiringFor,
        labels: nonEmpty(rule.labels),
        annotations: Object.keys(rule.annotations).length === 0 ? undefined : rule.annotations,
      };

const nonEmpty = (labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined => {
  const keys = Object.keys(labels).sort();
  return keys.length === 0 ? undefined : Object.fromEntries(keys.map(key => [key, labels[key] ?? '']));
};

/** Groups by the file that they belong to, in order of file name. */
export const ruleFiles = (groups: readonly RuleGroup[]): ReadonlyMap<string, readonly RuleGroup[]> => {
  const files = new Map<string, RuleGroup[]>();
  for (const group of groups) {
    const file = files.get(group.file);
    if (file === undefined) files.set(group.file, [group]);
    else file.push(group);
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
};
