import { countedRanges, thresholds } from '../analysis/event-threshold.ts';
import type { PlannedExpression } from '../analysis/expressions.ts';
import { selectedService } from '../analysis/selected.ts';
import { exposedBy } from '../analysis/series-index.ts';
import { print } from '../promql/print.ts';
import type { Range } from '../promql/syntax.ts';
import { defineCheck, type Finding, type Subject } from './check.ts';
import { inEveryExpression } from './inferred.ts';

/** Above so many events the one that is not seen does not matter. */
const few = 10;

/** An alert about a few events on a counter that appears with the first of them. */
export const pqlBirth = defineCheck({
  code: 'PQL-BIRTH',
  severity: 'warning',
  why: 'A counter with labels appears with its first event, and `increase` does not see the value it appears with: the first failed payment would fire nothing.',
  run: subject => {
    const written = writtenPaths(subject);
    return inEveryExpression(expression => {
      const { rule, parsed } = expression;
      if (rule?.kind !== 'alert' || parsed.expr === undefined || !written.has(rule.path)) return [];
      return thresholds(parsed.expr).flatMap(({ compared, value }) =>
        countedRanges(compared).flatMap(({ call, range }) =>
          range.range.kind === 'duration' &&
          (call.func === 'increase' ? value : (value * range.range.milliseconds) / 1_000) <= few
            ? finding(expression, range, call.func, subject)
            : [],
        ),
      );
    })(subject);
  },
});

/** Alerts that the author wrote; the stack's own are made with the births of their counters in mind. */
const writtenPaths = ({ model }: Subject): ReadonlySet<string> =>
  new Set([
    ...model.services.flatMap(service => service.alerts.map(({ path }) => path)),
    ...model.ruleGroups.flatMap(group => group.rules.map(({ path }) => path)),
  ]);

const finding = (
  { path, where }: PlannedExpression,
  range: Range,
  func: string,
  { facts }: Subject,
): readonly Finding[] => {
  const name = range.selector.name ?? '';
  const exposed = exposedBy(facts.series, name, selectedService(range.selector.matchers));
  // A counter without labels exists from the start of its process.
  const late = exposed.some(
    ({ declaration: { kind, labels, zeroInitialised } }) =>
      kind === 'counter' && zeroInitialised !== true && Object.keys(labels).length > 0,
  );
  if (!late) return [];
  const series = print(range.selector);
  const window = /\[([^\]]*)\]/.exec(print(range))?.[1] ?? '';
  return [
    {
      path,
      message: `The ${where} counts a few events of \`${name}\`, and \`${func}\` does not see the first one of a series that appears with it.`,
      hint: `Use increaseSinceBirth('${window}') of the builder, or write \`(${series} unless last_over_time(${series}[1h] offset ${window})) or increase(${series}[${window}])\`, or start every series at 0 and declare the counter with zeroInitialised: true.`,
    },
  ];
};
