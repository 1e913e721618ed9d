import { compareDecimals, decimal, formatDecimal } from '../core/decimal.ts';
import type { SloModel } from '../model/model.ts';
import { defineCheck, type Finding } from './check.ts';

/** A policy for the error budget that contradicts itself. */
export const sloBudget = defineCheck({
  code: 'SLO-BUDGET',
  severity: 'error',
  why: 'A freeze that is lifted above the share at which it begins never ends a day as it began it.',
  run: ({ model }) => model.services.flatMap(service => service.slos.flatMap(policyMistakes)),
});

const policyMistakes = ({ budget, path, id }: SloModel): readonly Finding[] => {
  const { warnAt, freezeAt, resumeBelow } = budget;
  return [
    ...(compareDecimals(freezeAt, decimal(0)) > 0
      ? []
      : [{ path, message: `\`${id}\` freezes before anything is spent.`, hint: 'Give `freezeAt` a share above 0.' }]),
    ...(compareDecimals(resumeBelow, freezeAt) <= 0
      ? []
      : [
          {
            path,
            message: `\`${id}\` freezes at ${formatDecimal(freezeAt)} of the budget and resumes below ${formatDecimal(resumeBelow)}, which is more.`,
            hint: 'Give `resumeBelow` a share of at most `freezeAt`.',
          },
        ]),
    ...(compareDecimals(warnAt, freezeAt) <= 0
      ? []
      : [
          {
            path,
            message: `\`${id}\` warns at ${formatDecimal(warnAt)} of the budget, after it freezes at ${formatDecimal(freezeAt)}.`,
            hint: 'Give `warnAt` a share of at most `freezeAt`.',
          },
        ]),
  ];
};
