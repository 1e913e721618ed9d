import { compareDecimals, decimal } from '../core/decimal.ts';
import { defineCheck, type Finding } from './check.ts';

/** Rows of the burn-rate alerts that are not those of the table. */
export const sloRows = defineCheck({
  code: 'SLO-ROWS',
  severity: 'info',
  why: 'Low objectives and short windows make the usual thresholds unreachable or pointless: who is told by which row differs from the table.',
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
                message: `The burn-rate alerts of \`${id}\` differ from the table: ${tierNotes.map(({ tier, text }) => `\`${tier}\` ${text}`).join('; ')}.`,
                hint: 'Choose rows of your own with `tiers`, each with the share of the budget it fires at: {tier, spent}.',
              },
            ],
      ),
    ),
});
