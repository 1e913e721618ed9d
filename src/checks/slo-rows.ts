import { compareDecimals, decimal } from '../core/decimal.ts';
import { defineCheck, type Finding } from './check.ts';

/** Rows of the burn-rate alerts that are not those of the table. */
export const sloRows = defineCheck({
  code: 'SLO-ROWS',
  severity: 'info',
  why: 'With a low objective a usual threshold is unreachable, and over a short window it is crossed while the promise is kept: who is told by which row is not what one expects.',
  run: ({ model }) =>
    model.services.flatMap(service =>
      service.slos.flatMap(({ objective, tierNotes, path, id }): readonly Finding[] =>
        // An objective without a usable budget is reported as such.
        tierNotes.length === 0 ||
        compareDecimals(objective, decimal(0)) <= 0 ||
        compareDecimals(objective, decimal(1)) >= 0
          ? []
          : [
              {
                path,
                message: `The burn-rate alerts of \`${id}\` are not the usual ones: ${tierNotes.map(({ tier, text }) => `\`${tier}\` ${text}`).join('; ')}.`,
                hint: 'Choose rows of your own with `tiers`, each with the share of the budget it fires at: {tier, spent}.',
              },
            ],
      ),
    ),
});
