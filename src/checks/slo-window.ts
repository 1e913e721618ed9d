import { seconds } from '../core/duration.ts';
import type { SloModel } from '../model/model.ts';
import { baseInterval, nominalSeconds } from '../model/slo-window.ts';
import { defineCheck, type Finding } from './check.ts';

const shortest = seconds('1d');
const longest = seconds('90d');

/** A window that no budget can be kept over, or a row of alerts that does not fit into it. */
export const sloWindow = defineCheck({
  code: 'SLO-WINDOW',
  severity: 'error',
  why: 'A row that looks back further than the promise itself compares it with errors that no longer count; one that looks back too short sees single evaluations.',
  run: ({ model }) =>
    model.services.flatMap(service =>
      service.slos.flatMap(slo => [...windowMistakes(slo), ...sliceMistakes(slo), ...tierMistakes(slo)]),
    ),
});

const windowMistakes = ({ window, path, id }: SloModel): readonly Finding[] =>
  nominalSeconds(window) >= shortest && nominalSeconds(window) <= longest
    ? []
    : [
        {
          path,
          message: `The objective \`${id}\` is promised over ${window}.`,
          hint: "Promise over 1 to 90 days, such as '30d', or per calendar month: 'month'.",
        },
      ];

/** Two samples are the least that a rate can be taken of. */
const twoSamples = 2 * baseInterval;

const sliceMistakes = ({ slices, path, id }: SloModel): readonly Finding[] =>
  slices === undefined || (seconds(slices.length) >= twoSamples && seconds(slices.length) <= seconds('1h'))
    ? []
    : [
        {
          path,
          message: `The time slices of \`${id}\` are ${slices.length} long.`,
          hint: 'Write a length from 1m to 1h.',
        },
      ];

const tierMistakes = ({ tiers, window, path, id }: SloModel): readonly Finding[] =>
  tiers.flatMap(({ tier, long, short }, i): readonly Finding[] => {
    const row = `The row \`${tier}\` of \`${id}\``;
    if (tiers.findIndex(other => other.tier === tier) !== i)
      return [{ path, message: `${row} is given twice.`, hint: 'Give each row once.' }];
    if (seconds(long) > nominalSeconds(window))
      return [
        {
          path,
          message: `${row} looks back ${long}, longer than the promise itself, which is over ${window}.`,
          hint: `Give it a \`long\` of at most ${window}, or leave the row out of \`tiers\`.`,
        },
      ];
    if (seconds(short) >= seconds(long) || seconds(short) < twoSamples)
      return [
        {
          path,
          message: `${row} has a short window of ${short} and a long one of ${long}.`,
          hint: 'The short window is about a twelfth of the long one, and at least 1m.',
        },
      ];
    return [];
  });
