import type { PlannedExpression } from '../analysis/expressions.ts';
import type { Binary, Expr, Grouping } from '../promql/syntax.ts';
import { walk } from '../promql/walk.ts';
import { defineCheck, type Finding } from './check.ts';

/** A rule that a scraper evaluates although it needs to see more than its own targets. */
export const shardRule = defineCheck({
  code: 'SHARD-RULE',
  severity: 'error',
  why: 'A scraper that shares the targets with others sees some of them: what it finds absent another one has, and its sums are parts of sums.',
  run: ({ model, facts }) => {
    if (model.prometheus.shards === 1) return [];
    const elsewhere = new Set(
      facts.expressions.flatMap(({ rule, group }) =>
        rule?.kind === 'record' && group?.evaluator === 'ruler' ? [rule.record] : [],
      ),
    );
    return facts.expressions.flatMap((expression): readonly Finding[] => {
      if (expression.group?.evaluator !== 'prometheus') return [];
      const reason = widerThanOneTarget(expression, elsewhere);
      return reason === undefined
        ? []
        : [
            {
              path: expression.path,
              message: `The ${expression.where} is evaluated by each of ${model.prometheus.shards} scrapers for its own targets, and ${reason}.`,
              hint: "Set evaluator: 'ruler' on its group, or leave `evaluator` out.",
            },
          ];
    });
  },
});

/** Why an expression needs several targets at once, or undefined when each of its results comes from one target. */
const widerThanOneTarget = ({ parsed }: PlannedExpression, elsewhere: ReadonlySet<string>): string | undefined => {
  if (parsed.expr === undefined) return undefined;
  let selects = false;
  let reason: string | undefined;
  walk(parsed.expr, expr => {
    if (expr.kind === 'selector') selects = true;
    reason ??= reasonOf(expr, elsewhere);
  });
  return reason ?? (selects ? undefined : 'it reads no series at all, so all of them give the same');
};

const reasonOf = (expr: Expr, elsewhere: ReadonlySet<string>): string | undefined => {
  switch (expr.kind) {
    case 'selector':
      return expr.name !== undefined && elsewhere.has(expr.name)
        ? `it reads \`${expr.name}\`, which is recorded elsewhere`
        : undefined;
    case 'call':
      return acrossTargets.has(expr.func) ? `\`${expr.func}\` is true wherever the target is not` : undefined;
    case 'aggregate':
      return keepsTarget(expr.grouping) ? undefined : `\`${expr.op}\` is taken over several targets`;
    case 'binary':
      return joinsTarget(expr) ? undefined : `\`${expr.op}\` joins series of several targets`;
    default:
      return undefined;
  }
};

/** Functions whose result depends on what is not there, or on how many series there are. */
const acrossTargets: ReadonlySet<string> = new Set(['absent', 'absent_over_time', 'scalar']);

/** Together they name a target. */
const identity = ['job', 'instance'];

const keepsTarget = (grouping: Grouping | undefined): boolean =>
  grouping !== undefined && identity.every(label => grouping.labels.includes(label) === (grouping.kind === 'by'));

const joinsTarget = ({ matching }: Binary): boolean =>
  matching === undefined || identity.every(label => matching.labels.includes(label) === (matching.kind === 'on'));
