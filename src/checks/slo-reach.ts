import { compareDecimals, decimal, formatDecimal } from '../core/decimal.ts';
import { defineCheck, type Finding } from './check.ts';

const one = decimal(1);

/** An objective that leaves no budget, or all of it, and thresholds that no error ratio can cross. */
export const sloReach = defineCheck({
  code: 'SLO-REACH',
  severity: 'error',
  why: 'With an objective of 100 % the first failure breaks the promise; with 0 % nothing ever does. And an alert above an error ratio of 1 never fires. None of them can be alerted on.',
  run: ({ model }) =>
    model.services.flatMap(service =>
      service.slos.flatMap(({ objective, path, id, tiers }): readonly Finding[] => {
        if (compareDecimals(objective, decimal(0)) <= 0 || compareDecimals(objective, one) >= 0)
          return [
            {
              path,
              message: `The objective of \`${id}\` is ${formatDecimal(objective)}, a share that leaves no usable error budget.`,
              hint: "Write a share between 0 and 1, such as '99.9%'.",
            },
          ];
        return tiers
          .filter(({ threshold }) => compareDecimals(threshold, one) >= 0)
          .map(({ tier, threshold }) => ({
            path,
            message: `The row \`${tier}\` of \`${id}\` fires above an error ratio of ${formatDecimal(threshold)}, which there is not.`,
            hint: 'Leave out `retarget: false`, or let the row fire at a smaller share of the budget: `spent`.',
          }));
      }),
    ),
});
