import { all, firesAt, isFiringAt, keeping, optional, silentAt, timing } from './alert-checks.ts';
import type { Contrast } from './alert-states.ts';
import { withMirrors } from './mirror.ts';
import type { RuleTestCase } from './rule-test.ts';
import type { State } from './source.ts';
import { play, type Stage, samplesFor } from './stage.ts';
import { nameOf } from './test-names.ts';
import type { Phase } from './timeline.ts';

/** What the tests of an alert leave to one of them. */
export interface ContrastOptions {
  /** Whether there are others, so that the name has to say which bound is meant. */
  readonly several: boolean;
  /** Whether everything that is read vanishes in the end. */
  readonly vanishing: boolean;
}

/** Nothing that is read is there, for as long as it takes to be forgotten and to be missed. */
const vanished = ({ subject, laboratory }: Stage, low: State): Phase => {
  const { interval, settle } = laboratory.bench;
  const { pending, kept } = subject.watched;
  const evaluation = Math.max(subject.evaluation, interval);
  return {
    state: low.map(setting => ({ ...setting, present: false })),
    samples: settle + samplesFor(Math.max(pending, kept) + 3 * evaluation, interval),
  };
};

/**
 * An alert just short of a bound, just beyond it, back again, exactly at it, and without any data. A text says why it
 * cannot be shown.
 */
export const contrastTest = (
  stage: Stage,
  contrast: Contrast,
  { several, vanishing }: ContrastOptions,
): RuleTestCase | string => {
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
    ...(vanishing ? [vanished(stage, low)] : []),
  ];
  const played = play(stage, phases);
  if (typeof played === 'string') return played;
  const ends = played.ends.slice(bench.history.length);
  const [quiet = 0, loud = 0, over_ = 0, third] = ends;
  const exact = at === undefined ? undefined : third;
  const last = ends.at(-1) ?? 0;
  const missing = vanishing ? (silentAt(played, subject, last) ?? isFiringAt(played, subject, last)) : undefined;
  const needed = all([silentAt(played, subject, quiet), firesAt(played, subject, loud)]);
  if (needed === undefined) return 'the alert does not do what its expression says when it is tried';
  const isStrict = contrast.literal.atom.kind === 'comparison' && /^[<>]$/.test(contrast.literal.atom.op);
  return {
    name: `${nameOf(subject, contrast, several)}${missing === undefined ? '' : missing.kind === 'alert' ? ', no data is silent' : ', no data fires'}`,
    interval,
    series: played.series,
    checks: [
      ...needed.slice(0, 1),
      ...timing(played, subject, quiet + evaluation, loud),
      ...needed.slice(1),
      ...keeping(played, subject, loud, over_),
      ...optional(silentAt(played, subject, over_)),
      ...(exact === undefined ? [] : optional((isStrict ? silentAt : isFiringAt)(played, subject, exact))),
      ...optional(missing),
    ],
  };
};
