import { compareDecimals, decimal, formatDecimal } from '../core/decimal.ts';
import { defineCheck, type Finding } from './check.ts';

/** An objective that leaves no budget, or all of it. */
export const sloReach = defineCheck({
  code: 'SLO-REACH',
  severity: 'error',
  why: 'With an objective of 100 % the first failure breaks the promise; with 0 % nothing ever does. Neither can be alerted on.',
  run: ({ model }) =>
    model.services.flatMap(service =>
      service.slos.flatMap(({ objective, path, id }): readonly Finding[] =>
        compareDecimals(objective, decimal(0)) > 0 && compareDecimals(objective, decimal(1)) < 0
          ? []
          : [
              {
                path,
                message: `The objective of \`${id}\` is ${formatDecimal(objective)}, a share that leaves no usable error budget.`,
                hint: "Write a share between 0 and 1, such as '99.9%'.",
              },
            ],
      ),
    ),
});
