import { all, firesAt, isFiringAt, keeping, optional, silentAt, timing } from './alert-checks.ts';
import type { Contrast } from './alert-states.ts';
import { withMirrors } from './mirror.ts';
import type { Check, RuleTestCase } from './rule-test.ts';
import type { State } from './source.ts';
import { type Played, play, type Stage, samplesFor } from './stage.ts';
import { nameOf } from './test-names.ts';
import type { Phase } from './timeline.ts';
import type { Bench } from './trial.ts';

/** What the tests of an alert leave to one of them. */
export interface ContrastOptions {
  /** Whether there are others, so that the name has to say which bound is meant. */
  readonly several: boolean;
  /** Whether everything that is read vanishes in the end. */
  readonly vanishing: boolean;
}

/** Milliseconds between two evaluations, and the samples that a state takes to settle. */
const stepsOf = ({ subject }: Stage, { interval, settle, history }: Bench) => ({
  evaluation: Math.max(subject.evaluation, interval),
  settle: history.length > 0 ? 4 : settle,
});

/** Samples of a phase that is as long as the alert waits. */
const lastingOf = (stage: Stage, bench: Bench): number => {
  const { evaluation, settle } = stepsOf(stage, bench);
  return settle + samplesFor(stage.subject.watched.pending + 3 * evaluation, bench.interval);
};

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

/** An alert that was seen silent and firing. */
interface Shown {
  readonly played: Played;
  readonly checks: readonly Check[];
  /** When the phases of the test end, without what came before them. */
  readonly ends: readonly number[];
}

const show = (stage: Stage, { bench }: Contrast, phases: readonly Phase[]): Shown | string => {
  const { subject } = stage;
  const played = play(stage, phases);
  if (typeof played === 'string') return played;
  const ends = played.ends.slice(bench.history.length);
  const [quiet = 0, loud = 0] = ends;
  const checks = all([silentAt(played, subject, quiet), firesAt(played, subject, loud)]);
  return checks === undefined
    ? 'the alert does not do what its expression says when it is tried'
    : { played, checks, ends };
};

/** The phases that an alert has to be seen in: just short of its bound, and just beyond it. */
const neededPhases = (stage: Stage, { bench, under, busy, farOver, farUnder }: Contrast): readonly Phase[] => {
  const lasting = lastingOf(stage, bench);
  const { evaluation } = stepsOf(stage, bench);
  return [
    ...bench.history.map(({ state, samples }) => ({ state: withMirrors(bench.sources, state, busy), samples })),
    { state: withMirrors(bench.sources, under, farOver), samples: lasting },
    {
      state: withMirrors(bench.sources, busy, farUnder),
      samples: lasting + samplesFor(2 * evaluation, bench.interval),
    },
  ];
};

/** Whether an alert can be shown at all: the reason why not, or undefined. What is seen beyond it is left out. */
export const unshown = (stage: Stage, contrast: Contrast, vanishing: boolean): string | undefined => {
  if (typeof show(stage, contrast, neededPhases(stage, contrast)) !== 'string') return undefined;
  const test = contrastTest(stage, contrast, { several: false, vanishing });
  return typeof test === 'string' ? test : undefined;
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
  const { bench, under, farOver, farUnder } = contrast;
  const { interval } = bench;
  const { evaluation, settle } = stepsOf(stage, bench);
  const low = withMirrors(bench.sources, under, farOver);
  const at = contrast.at();
  const needed = neededPhases(stage, contrast);
  const whole = show(stage, contrast, [
    ...needed,
    { state: low, samples: settle + samplesFor(subject.watched.kept + 3 * evaluation, interval) },
    ...(at === undefined
      ? []
      : [{ state: withMirrors(bench.sources, at, farUnder), samples: lastingOf(stage, bench) }]),
    ...(vanishing ? [vanished(stage, low)] : []),
  ]);
  // What goes wrong later does not take away what was seen before.
  const shown = typeof whole === 'string' ? show(stage, contrast, needed) : whole;
  if (typeof shown === 'string') return typeof whole === 'string' ? whole : shown;
  const { played, ends, checks } = shown;
  const [quiet = 0, loud = 0, calm, third] = ends;
  const isWhole = shown === whole;
  const exact = at === undefined ? undefined : third;
  const last = ends.at(-1) ?? 0;
  const missing =
    isWhole && vanishing ? (silentAt(played, subject, last) ?? isFiringAt(played, subject, last)) : undefined;
  const isStrict = contrast.literal.atom.kind === 'comparison' && /^[<>]$/.test(contrast.literal.atom.op);
  return {
    name: `${nameOf(subject, contrast, several)}${missing === undefined ? '' : missing.kind === 'alert' ? ', no data is silent' : ', no data fires'}`,
    interval,
    series: played.series,
    checks: [
      ...checks.slice(0, 1),
      ...timing(played, subject, quiet + evaluation, loud),
      ...checks.slice(1),
      ...(calm === undefined
        ? []
        : [...keeping(played, subject, loud, calm), ...optional(silentAt(played, subject, calm))]),
      ...(exact === undefined ? [] : optional((isStrict ? silentAt : isFiringAt)(played, subject, exact))),
      ...optional(missing),
    ],
  };
};
