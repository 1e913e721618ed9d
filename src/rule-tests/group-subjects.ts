import { parseDuration } from '../core/duration.ts';
import type { AlertingRule, RecordingRule, Rule, RuleGroup } from '../ir/rule-group.ts';
import type { Expr } from '../promql/syntax.ts';
import type { AlertSubject } from './alert-subject.ts';
import type { Lookup } from './metric-lookup.ts';
import type { Watched } from './watch.ts';

/** What there is to test in a group. */
export interface GroupSubjects {
  /** Milliseconds between two evaluations. */
  readonly evaluation: number;
  /** How far in the past the group is evaluated, in milliseconds. */
  readonly queryOffset: number;
  readonly records: readonly RecordingRule[];
  readonly alerts: readonly AlertSubject[];
}

const milliseconds = (text: string | undefined): number => parseDuration(text ?? '0s') ?? 0;

const watchedOf = (rule: AlertingRule, expr: Expr): Watched => ({
  rule,
  expr,
  pending: milliseconds(rule.for),
  kept: milliseconds(rule.keepFiringFor),
});

/** The rules of a group that can be read, each with what stands around it. */
export const groupSubjects = (
  group: RuleGroup,
  exprOf: ReadonlyMap<Rule | undefined, Expr | undefined>,
  lookup: Lookup,
): GroupSubjects => {
  const evaluation = milliseconds(group.interval) || 60_000;
  const queryOffset = milliseconds(group.queryOffset);
  const readable = group.rules.filter(rule => exprOf.get(rule) !== undefined);
  const records = readable.filter((rule): rule is RecordingRule => rule.kind === 'record');
  const alerts = readable.flatMap(rule => {
    const expr = exprOf.get(rule);
    return rule.kind === 'alert' && expr !== undefined ? [watchedOf(rule, expr)] : [];
  });
  const own = new Set(records);
  return {
    evaluation,
    queryOffset,
    records,
    alerts: alerts.map(watched => ({
      watched,
      evaluation,
      queryOffset,
      siblings: alerts.filter(other => other !== watched && other.rule.alert === watched.rule.alert),
      records: own,
      lookup,
    })),
  };
};
