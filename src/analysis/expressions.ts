import type { Plan } from '../ir/plan.ts';
import { type ParseResult, parse } from '../promql/parse.ts';

/** One PromQL expression of the plan, and where it stands. */
export interface PlannedExpression {
  readonly text: string;
  readonly path: string;
  /** `alert ErrorRateHigh`, `panel "Requests"`: how a person finds it. */
  readonly where: string;
  readonly parsed: ParseResult;
  readonly kind: 'alert' | 'record' | 'panel';
}

/** Every PromQL expression of rules and dashboards, parsed once per distinct text. */
export const planExpressions = (plan: Plan, version: string): readonly PlannedExpression[] => {
  const cache = new Map<string, ParseResult>();
  const parsed = (text: string, variables: boolean): ParseResult => {
    const key = `${variables} ${text}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const result = parse(text, { version, variables });
    cache.set(key, result);
    return result;
  };
  return [
    ...plan.groups.flatMap(group =>
      group.rules.map(
        (rule): PlannedExpression => ({
          text: rule.expr,
          path: rule.path,
          where: rule.kind === 'alert' ? `alert \`${rule.alert}\`` : `recording rule \`${rule.record}\``,
          parsed: parsed(rule.expr, false),
          kind: rule.kind,
        }),
      ),
    ),
    ...plan.dashboards.flatMap(dashboard =>
      dashboard.queries
        .filter(query => query.datasource === 'prometheus')
        .map(
          (query): PlannedExpression => ({
            text: query.expr,
            path: dashboard.path,
            where: `panel "${query.panel}" of dashboard "${dashboard.title}"`,
            parsed: parsed(query.expr, true),
            kind: 'panel',
          }),
        ),
    ),
  ];
};
