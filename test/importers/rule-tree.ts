import { FAILSAFE_SCHEMA, load, mergeTag } from 'js-yaml';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';

/** A rule file as a tree that does not depend on how it is written: expressions canonical, scalars as text. */
export interface RuleTree {
  readonly groups: readonly {
    readonly name: string;
    readonly interval: string | undefined;
    readonly rules: readonly Readonly<Record<string, unknown>>[];
  }[];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const canonical = (text: string): string => {
  const { expr, problems } = parse(text);
  return expr === undefined || problems.length > 0 ? `refused: ${text}` : print(expr);
};

const pairs = (value: unknown): readonly (readonly [string, string])[] =>
  isRecord(value)
    ? Object.entries(value)
        .map(([key, text]): readonly [string, string] => [key, String(text)])
        .sort(([a], [b]) => (a < b ? -1 : 1))
    : [];

const ruleTree = (rule: unknown): Readonly<Record<string, unknown>> => {
  if (!isRecord(rule)) return {};
  const { expr, labels, annotations, ...rest } = rule;
  return {
    ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, String(value)])),
    expr: canonical(String(expr)),
    labels: pairs(labels),
    annotations: pairs(annotations),
  };
};

/** Groups below `at`, read with another YAML library than the import uses. */
export const ruleTreeOf = (root: unknown): RuleTree => ({
  groups: listOf(isRecord(root) ? root['groups'] : undefined).flatMap(group =>
    isRecord(group)
      ? [
          {
            ...Object.fromEntries(
              ['limit', 'query_offset'].flatMap(key => (group[key] === undefined ? [] : [[key, String(group[key])]])),
            ),
            name: String(group['name']),
            interval: group['interval'] === undefined ? undefined : String(group['interval']),
            rules: listOf(group['rules']).map(ruleTree),
          },
        ]
      : [],
  ),
});

/** Scalars are text, and merge keys are followed. */
const schema = FAILSAFE_SCHEMA.withTags(mergeTag);

export const readRuleTree = (text: string): RuleTree => ruleTreeOf(load(text, { schema }));
