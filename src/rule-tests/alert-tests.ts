import { calmState, contrasts } from './alert-states.ts';
import type { AlertSubject } from './alert-subject.ts';
import { clockTests } from './clock-tests.ts';
import { contrastTest } from './contrast-test.ts';
import { birthTests, gapTest, resetTest } from './counter-tests.ts';
import { selectorsOf } from './gather.ts';
import { laboratoryFor } from './laboratory.ts';
import { burstTest, guardTests, quietTest } from './quiet-tests.ts';
import type { AlertTests } from './rule-test.ts';
import type { Stage } from './stage.ts';
import { wantedLabels } from './wanted-labels.ts';

/** Tests that show an alert silent and firing on both sides of each of its bounds. */
export const alertTests = (subject: AlertSubject): AlertTests => {
  const { rule, expr, pending } = subject.watched;
  if (selectorsOf(expr).length === 0) return clockTests(subject.watched, subject.siblings, subject.evaluation);
  const laboratory = laboratoryFor([expr], subject.lookup, wantedLabels(rule), subject.evaluation, subject.records);
  if (typeof laboratory === 'string') return { tests: [], reason: laboratory };
  const { bench, base } = laboratory;
  const calm = calmState(bench, base, expr);
  if (calm === undefined) return { tests: [], reason: 'no input was found for which it is silent' };
  const { contrasts: found, quiet } = contrasts(bench, calm, expr, pending);
  const stage: Stage = { subject, laboratory };
  const [first] = found;
  if (first === undefined) return { tests: [], reason: 'no input was found for which it fires' };
  const several = found.length > 1;
  const made = found.map((contrast, i) => contrastTest(stage, contrast, { several, vanishing: i === 0 }));
  const tests = made.filter(test => typeof test !== 'string');
  if (tests.length === 0) return { tests: [], reason: made.find(test => typeof test === 'string') ?? '' };
  return {
    tests: [
      ...tests,
      ...quiet.flatMap(past => quietTest(stage, past)),
      ...guardTests(stage, first),
      ...burstTest(stage, first),
      ...resetTest(stage, first),
      ...birthTests(stage, first),
      ...gapTest(stage, first),
    ],
  };
};
