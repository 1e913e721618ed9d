import type { DashboardPlan, DashboardQuery } from '../ir/dashboard.ts';
import type { Plan } from '../ir/plan.ts';
import type { Rule, RuleGroup } from '../ir/rule-group.ts';
import type { Inference } from '../promql/infer.ts';
import { type ParseResult, parse } from '../promql/parse.ts';
import type { Infer } from './environment.ts';

/** One PromQL expression of the plan, and where it stands. */
export interface PlannedExpression {
  readonly text: string;
  readonly path: string;
  /** ``alert `ErrorRateHigh` ``, `panel "Requests"`: how a person finds it. */
  readonly where: string;
  readonly parsed: ParseResult;
  /** What is known about it; undefined when it could not be read. */
  readonly inference?: Inference;
  readonly kind: 'alert' | 'record' | 'panel';
  /** The rule it belongs to, unless it is a panel's. */
  readonly rule?: Rule;
  readonly group?: RuleGroup;
  /** Of a panel: the query, and the dashboard it stands on. */
  readonly query?: DashboardQuery;
  readonly dashboard?: DashboardPlan;
}

/** Reads expressions, each distinct text once. */
export const cachedParse = (version: string): ((text: string, variables?: boolean) => ParseResult) => {
  const cache = new Map<string, ParseResult>();
  return (text, variables = false) => {
    const key = `${variables} ${text}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const result = parse(text, { version, variables });
    cache.set(key, result);
    return result;
  };
};

/** Every PromQL expression of rules and dashboards, inferred once per distinct text. */
export const planExpressions = (
  plan: Plan,
  parsed: (text: string, variables?: boolean) => ParseResult,
  infer: Infer,
): readonly PlannedExpression[] => {
  const inferred = new Map<ParseResult, Inference>();
  const inferenceOf = (result: ParseResult): { readonly inference?: Inference } => {
    if (result.expr === undefined || result.problems.length > 0) return {};
    const inference = inferred.get(result) ?? infer(result.expr);
    inferred.set(result, inference);
    return { inference };
  };
  return [
    ...plan.groups.flatMap(group =>
      group.rules.map((rule): PlannedExpression => {
        const result = parsed(rule.expr);
        return {
          text: rule.expr,
          path: rule.path,
          where: rule.kind === 'alert' ? `alert \`${rule.alert}\`` : `recording rule \`${rule.record}\``,
          parsed: result,
          ...inferenceOf(result),
          kind: rule.kind,
          rule,
          group,
        };
      }),
    ),
    ...plan.dashboards.flatMap(dashboard =>
      dashboard.queries
        .filter(query => query.datasource === 'prometheus')
        .map((query): PlannedExpression => {
          const result = parsed(query.expr, true);
          return {
            text: query.expr,
            path: dashboard.path,
            where: `panel "${query.panel}" of dashboard "${dashboard.title}"`,
            parsed: result,
            ...inferenceOf(result),
            kind: 'panel',
            query,
            dashboard,
          };
        }),
    ),
  ];
};
