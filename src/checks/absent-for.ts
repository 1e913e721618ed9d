import type { PlannedExpression } from '../analysis/expressions.ts';
import { selectedService } from '../analysis/selected.ts';
import { formatDuration, parseDuration } from '../core/duration.ts';
import type { Call } from '../promql/syntax.ts';
import { walk } from '../promql/walk.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';
import { inEveryExpression } from './inferred.ts';

/** An alert on missing series that does not wait. */
export const absentFor = defineCheck({
  code: 'ABSENT-FOR',
  severity: 'warning',
  why: 'After a restart of Prometheus or of a target series are missing until they are scraped again: an alert that does not wait two scrapes fires each time.',
  run: inEveryExpression((expression, subject) => {
    const { rule, parsed } = expression;
    if (rule?.kind !== 'alert' || parsed.expr === undefined) return [];
    const calls: Call[] = [];
    walk(parsed.expr, node => {
      if (node.kind === 'call' && node.func === 'absent') calls.push(node);
    });
    const waits = parseDuration(rule.for ?? '0s') ?? 0;
    return calls.flatMap(call => hasty(call, waits, expression, subject));
  }),
});

const hasty = (
  call: Call,
  waits: number,
  { path, where }: PlannedExpression,
  { facts, model }: Subject,
): readonly Finding[] => {
  const selector = call.args[0];
  const name = selector?.kind === 'selector' ? selector.name : undefined;
  const service = selector?.kind === 'selector' ? selectedService(selector.matchers) : undefined;
  const interval = facts.exposureInterval(name, service) ?? parseDuration(model.intervals.scrape) ?? 0;
  return waits >= 2 * interval
    ? []
    : [
        {
          path,
          message: `The ${where} fires as soon as a series is missing, without waiting for the next scrapes.`,
          hint: `Set for: '${formatDuration(2 * interval)}' or longer: two scrapes.`,
        },
      ];
};
