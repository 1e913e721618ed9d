import type { DashboardPlan, DashboardQuery } from '../ir/dashboard.ts';
import type { Plan } from '../ir/plan.ts';
import type { Rule, RuleGroup } from '../ir/rule-group.ts';
import type { Model } from '../model/model.ts';
import type { Inference } from '../promql/infer.ts';
import { type ParseResult, parse } from '../promql/parse.ts';
import { type VariableQuery, variableQuery, variablesOf } from './dashboard-variables.ts';
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
  readonly kind: 'alert' | 'record' | 'panel' | 'variable';
  /** The rule it belongs to, unless it is a dashboard's. */
  readonly rule?: Rule;
  readonly group?: RuleGroup;
  /** Of a panel or an annotation: the query. */
  readonly query?: DashboardQuery;
  /** Of a variable: the label whose values it offers. */
  readonly offers?: string;
  /** The dashboard that it stands on. */
  readonly dashboard?: DashboardPlan;
}

/** A query in the words of its dashboard. */
const whereOf = ({ pointer, panel }: DashboardQuery): string =>
  `${pointer.startsWith('/annotations/') ? 'annotation' : 'panel'} "${panel}"`;

const variableQueries = (
  dashboard: DashboardPlan,
): readonly (VariableQuery & { readonly name: string; readonly expr: string })[] =>
  variablesOf(dashboard.body).flatMap(variable => {
    const query = variableQuery(variable);
    return query?.expr === undefined ? [] : [{ ...query, expr: query.expr, name: variable.name }];
  });

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

/** Where a rule stands, in the words of its author: nobody wrote the records of an objective by hand. */
const ruleNames = (model: Model): ((rule: Rule) => string) => {
  const objectives = new Map(model.services.flatMap(({ slos }) => slos.map(({ path, id }) => [path, id] as const)));
  const budgets = new Map(
    model.services.flatMap(({ performance }) => performance.map(({ path, id }) => [path, id] as const)),
  );
  return rule => {
    const budget = budgets.get(rule.path);
    if (budget !== undefined) return `performance budget \`${budget}\``;
    if (rule.kind === 'alert') return `alert \`${rule.alert}\``;
    const objective = objectives.get(rule.path);
    return objective === undefined ? `recording rule \`${rule.record}\`` : `objective \`${objective}\``;
  };
};

/** Every PromQL expression of rules and dashboards, inferred once per distinct text. */
export const planExpressions = (
  model: Model,
  plan: Plan,
  parsed: (text: string, variables?: boolean) => ParseResult,
  infer: Infer,
): readonly PlannedExpression[] => {
  const where = ruleNames(model);
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
          where: where(rule),
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
            where: `${whereOf(query)} of dashboard "${dashboard.title}"`,
            parsed: result,
            ...inferenceOf(result),
            kind: 'panel',
            query,
            dashboard,
          };
        }),
    ),
    ...plan.dashboards.flatMap(dashboard =>
      variableQueries(dashboard).map(({ name, expr, label }): PlannedExpression => {
        const result = parsed(expr, true);
        return {
          text: expr,
          path: dashboard.path,
          where: `variable \`$${name}\` of dashboard "${dashboard.title}"`,
          parsed: result,
          ...inferenceOf(result),
          kind: 'variable',
          ...(label === undefined ? {} : { offers: label }),
          dashboard,
        };
      }),
    ),
  ];
};
