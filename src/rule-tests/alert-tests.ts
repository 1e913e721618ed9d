import { calmState, contrasts } from './alert-states.ts';
import type { AlertSubject } from './alert-subject.ts';
import { clockTests } from './clock-tests.ts';
import { contrastTest, unshown } from './contrast-test.ts';
import { birthTests, gapTest, resetTest } from './counter-tests.ts';
import { selectorsOf } from './gather.ts';
import { type Laboratory, laboratoryFor } from './laboratory.ts';
import { burstTest, guardTests, quietTest } from './quiet-tests.ts';
import type { AlertTests } from './rule-test.ts';
import type { State } from './source.ts';
import type { Stage } from './stage.ts';
import { verdictShape } from './verdict-shape.ts';
import { wantedLabels } from './wanted-labels.ts';

const laboratoryOf = ({ watched: { rule, expr }, lookup, evaluation, records }: AlertSubject): Laboratory | string =>
  laboratoryFor([expr], lookup, wantedLabels(rule), evaluation, records);

/** Where an alert is tried out, in a state in which it is silent; a text says why there is none. */
const calmStage = (subject: AlertSubject, laboratory: Laboratory): (Stage & { readonly calm: State }) | string => {
  const calm = calmState(laboratory.bench, laboratory.base, subject.watched.expr);
  return calm === undefined ? 'no input was found for which it is silent' : { subject, laboratory, calm };
};

const contrastsIn = ({ subject, laboratory, calm }: Stage & { readonly calm: State }) =>
  contrasts(laboratory.bench, calm, subject.watched.expr, subject.watched.pending);

const neverFires = 'no input was found for which it fires';

/** Tests that show an alert silent and firing on both sides of each of its bounds. */
export const alertTests = (subject: AlertSubject): AlertTests => {
  const { expr } = subject.watched;
  if (selectorsOf(expr).length === 0) return clockTests(subject.watched, subject.siblings, subject.evaluation);
  const laboratory = laboratoryOf(subject);
  const stage = typeof laboratory === 'string' ? laboratory : calmStage(subject, laboratory);
  if (typeof stage === 'string') return { tests: [], reason: stage };
  const all = [...contrastsIn(stage)];
  const found = all.filter(each => each.kind === 'contrast');
  const quiet = all.filter(each => each.kind === 'quiet past');
  const [first] = found;
  if (first === undefined) return { tests: [], reason: neverFires };
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

/** Why no test of an alert can be derived; undefined as soon as there is one. */
const untestableOn = (stage: Stage & { readonly calm: State }): string | undefined => {
  let reason: string | undefined;
  for (const contrast of contrastsIn(stage)) {
    if (contrast.kind !== 'contrast') continue;
    const why = unshown(stage, contrast, reason === undefined);
    if (why === undefined) return undefined;
    reason ??= why;
  }
  return reason ?? neverFires;
};

/**
 * The same for one alert after the other. `testable` holds the shapes of those of which a test was derived: alerts that
 * differ in names alone are judged once.
 */
export const untestable = (subject: AlertSubject, testable: Set<string>): string | undefined => {
  const { watched, siblings, evaluation } = subject;
  const isClock = selectorsOf(watched.expr).length === 0;
  const laboratory = isClock ? undefined : laboratoryOf(subject);
  if (typeof laboratory === 'string') return laboratory;
  const shape = verdictShape(subject, laboratory);
  if (shape !== undefined && testable.has(shape)) return undefined;
  const stage = laboratory === undefined ? undefined : calmStage(subject, laboratory);
  const reason =
    stage === undefined
      ? clockTests(watched, siblings, evaluation).reason
      : typeof stage === 'string'
        ? stage
        : untestableOn(stage);
  if (shape !== undefined && reason === undefined) testable.add(shape);
  return reason;
};
