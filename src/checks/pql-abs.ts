import { countedRanges, thresholds } from '../analysis/event-threshold.ts';
import { targetLabelNames } from '../promql/metric.ts';
import { print } from '../promql/print.ts';
import type { Matcher } from '../promql/syntax.ts';
import { defineCheck, type Finding } from './check.ts';
import { inEveryExpression } from './inferred.ts';

/** An alert about errors per second, where the share of failing requests is meant. */
export const pqlAbs = defineCheck({
  code: 'PQL-ABS',
  severity: 'warning',
  why: 'Errors per second grow with the traffic: the same number is a catastrophe at night and nothing at noon.',
  run: inEveryExpression(({ rule, parsed, path, where }) => {
    if (rule?.kind !== 'alert' || rule.labels['category'] !== 'errors' || parsed.expr === undefined) return [];
    return thresholds(parsed.expr).flatMap(({ compared, value }) =>
      countedRanges(compared).flatMap(({ call, range }): readonly Finding[] => {
        if (call.func === 'increase' || value === 0 || !range.selector.matchers.some(isSubset)) return [];
        const all = { ...range.selector, matchers: range.selector.matchers.filter(matcher => !isSubset(matcher)) };
        return [
          {
            path,
            message: `The ${where} compares the errors per second of \`${range.selector.name ?? '{…}'}\` with a fixed number, whatever the traffic.`,
            hint: `Divide by the rate of all of them, \`${print(all)}\`, and compare the share.`,
          },
        ];
      }),
    );
  }),
});

/** A matcher that selects a part of what one process counts. */
const isSubset = ({ label, op, value }: Matcher): boolean =>
  label !== '__name__' && !(op === '!=' && value === '') && !targetLabelNames.some(target => target === label);
