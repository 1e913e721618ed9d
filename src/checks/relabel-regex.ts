import { isRe2 } from '../promql/re2.ts';
import { defineCheck } from './check.ts';
import { inEveryStep } from './relabelings.ts';

/** A pattern that Prometheus cannot read. */
export const relabelRegex = defineCheck({
  code: 'RELABEL-REGEX',
  severity: 'error',
  why: 'Prometheus refuses a configuration with a pattern that is not valid in RE2: look-around and back references do not exist there.',
  run: inEveryStep(({ step: { regex }, where }) => {
    const problem = regex === undefined ? undefined : isRe2(regex);
    return problem === undefined
      ? undefined
      : {
          message: `A relabeling step of ${where} has the pattern "${regex}", which is not valid in RE2: ${problem}.`,
          hint: 'Write it without look-around, back references and flags other than i, m, s and U.',
        };
  }),
});
