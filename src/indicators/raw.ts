import { objectShape, textShape } from '../core/shape.ts';
import { aggregate, orZero } from './expressions.ts';
import { defineIndicator, type IndicatorMistake } from './indicator.ts';

export interface RawSli {
  readonly kind: 'raw';
  /** PromQL of bad events per second; `$window` stands for the range: `sum(rate(errors_total[$window]))`. */
  readonly errors: string;
  /** PromQL of all events per second, with `$window` as well. */
  readonly total: string;
}

const variable = '$window';

const withoutWindow = (name: string, expr: string): readonly IndicatorMistake[] =>
  expr.includes(variable)
    ? []
    : [
        {
          message: `The expression \`${name}\` does not use \`${variable}\`, so it would be the same over every window.`,
          hint: `Write the range as ${variable}: rate(errors_total[${variable}]).`,
        },
      ];

/** Errors and total as PromQL of one's own. Both are added up by the labels of the objective. */
export const raw = defineIndicator<RawSli>({
  kind: 'raw',
  shape: objectShape({ errors: textShape, total: textShape }),
  measure: ({ errors, total }, { groupBy }) => {
    // A comparison drops NaN, and with it what an expression of one's own may divide by zero.
    const over = (expr: string, window: string): string =>
      `${aggregate('sum', groupBy, expr.replaceAll(variable, window))} >= 0`;
    return {
      weight: 'events',
      errors: (window, all) => orZero(`(${over(errors, window)})`, all),
      total: window => over(total, window),
    };
  },
  mistakes: ({ errors, total }) => [...withoutWindow('errors', errors), ...withoutWindow('total', total)],
  example: {
    kind: 'raw',
    errors: 'rate(jobs_failed_total{service="api"}[$window])',
    total: 'rate(jobs_total{service="api"}[$window])',
  },
});
