import { all, firesAt, isFiringAt, keeping, optional, silentAt, timing } from './alert-checks.ts';
import type { Contrast } from './alert-states.ts';
import { withMirrors } from './mirror.ts';
import type { RuleTestCase } from './rule-test.ts';
import { play, type Stage, samplesFor } from './stage.ts';
import { nameOf } from './test-names.ts';
import type { Phase } from './timeline.ts';

/** An alert just short of a bound, just beyond it, back again, and exactly at it. A text says why it cannot be shown. */
export const contrastTest = (stage: Stage, contrast: Contrast, several: boolean): RuleTestCase | string => {
  const { subject } = stage;
  const { bench, under, busy, farOver, farUnder, at } = contrast;
  const { interval } = bench;
  const { pending, kept } = subject.watched;
  const evaluation = Math.max(subject.evaluation, interval);
  const low = withMirrors(bench.sources, under, farOver);
  const high = withMirrors(bench.sources, busy, farUnder);
  const sudden = bench.history.length > 0;
  const settle = sudden ? 4 : bench.settle;
  const lasting = settle + samplesFor(pending + 3 * evaluation, interval);
  const phases: Phase[] = [
    ...bench.history.map(({ state, samples }) => ({ state: withMirrors(bench.sources, state, busy), samples })),
    { state: low, samples: lasting },
    { state: high, samples: lasting + samplesFor(2 * evaluation, interval) },
    { state: low, samples: settle + samplesFor(kept + 3 * evaluation, interval) },
    ...(at === undefined ? [] : [{ state: withMirrors(bench.sources, at, farUnder), samples: lasting }]),
  ];
  const played = play(stage, phases);
  if (typeof played === 'string') return played;
  const ends = played.ends.slice(bench.history.length);
  const [quiet = 0, loud = 0, over_ = 0, exact] = ends;
  const needed = all([silentAt(played, subject, quiet), firesAt(played, subject, loud)]);
  if (needed === undefined) return 'the alert does not do what its expression says when it is tried';
  const isStrict = contrast.literal.atom.kind === 'comparison' && /^[<>]$/.test(contrast.literal.atom.op);
  return {
    name: nameOf(subject, contrast, several),
    interval,
    series: played.series,
    checks: [
      ...needed.slice(0, 1),
      ...timing(played, subject, quiet + evaluation, loud),
      ...needed.slice(1),
      ...keeping(played, subject, loud, over_),
      ...optional(silentAt(played, subject, over_)),
      ...(exact === undefined ? [] : optional((isStrict ? silentAt : isFiringAt)(played, subject, exact))),
    ],
  };
};
