import { formatDuration } from '../core/duration.ts';
import { all, isFiringAt, silentAt } from './alert-checks.ts';
import type { Contrast } from './alert-states.ts';
import { longestGap } from './durations.ts';
import { withMirrors } from './mirror.ts';
import type { RuleTestCase } from './rule-test.ts';
import type { Source, State } from './source.ts';
import { play, type Stage, samplesFor } from './stage.ts';
import { short, titleOf } from './test-names.ts';
import type { Phase } from './timeline.ts';

const isCounted = ({ kind, live }: Source): boolean => live && (kind === 'counter' || kind === 'histogram');

/** A restart of what counts starts nothing while the alert is silent, and ends nothing while it fires. */
export const resetTest = (stage: Stage, contrast: Contrast): readonly RuleTestCase[] => {
  const { subject } = stage;
  const { bench, over, under, farOver, farUnder } = contrast;
  const { interval, settle } = bench;
  if (!bench.sources.some(isCounted) || bench.history.length > 0) return [];
  const evaluation = Math.max(subject.evaluation, interval);
  const lasting = samplesFor(subject.watched.pending + 3 * evaluation, interval);
  const high = withMirrors(bench.sources, over, farUnder);
  const firing: readonly Phase[] = [
    { state: high, samples: settle + lasting },
    { state: high, samples: samplesFor(3 * evaluation, interval), reset: true },
  ];
  const during = play(stage, firing);
  if (typeof during === 'string') return [];
  const [before = 0, after = 0] = during.ends;
  const goesOn = all([isFiringAt(during, subject, before), isFiringAt(during, subject, after)]);
  const title = titleOf(subject);
  const alone: readonly RuleTestCase[] =
    goesOn === undefined
      ? []
      : [
          {
            name: `${title}: goes on firing when the counters restart`,
            interval,
            series: during.series,
            checks: goesOn,
          },
        ];
  const low = withMirrors(bench.sources, under, farOver);
  const silent = play(stage, [
    { state: low, samples: settle },
    { state: low, samples: lasting, reset: true },
  ]);
  if (typeof silent === 'string') return alone;
  const checks = all([
    silentAt(silent, subject, (silent.ends[0] ?? 0) + 2 * evaluation),
    silentAt(silent, subject, silent.ends[1] ?? 0),
  ]);
  return checks === undefined
    ? alone
    : [...alone, { name: `${title}: stays silent when the counters restart`, interval, series: silent.series, checks }];
};

/** What appears with a count was counted before anybody looked, or is news: the expression says which. */
const birthTest = (stage: Stage, contrast: Contrast, count: number): RuleTestCase | undefined => {
  const { subject } = stage;
  const { bench, under, farOver } = contrast;
  const { interval, settle } = bench;
  const born = bench.sources.findIndex(({ kind, live }) => live && kind === 'counter');
  if (born < 0 || bench.history.length > 0) return undefined;
  const evaluation = Math.max(subject.evaluation, interval);
  const low = withMirrors(bench.sources, under, farOver);
  const change = (present: boolean): State =>
    low.map((setting, i) => (i === born ? { ...setting, present, amount: 0 } : setting));
  const pending = samplesFor(subject.watched.pending + 3 * evaluation, interval);
  const played = play(stage, [
    { state: change(false), samples: settle + pending },
    { state: change(true), samples: pending, birth: count },
  ]);
  if (typeof played === 'string') return undefined;
  const [, end = 0] = played.ends;
  const silent = silentAt(played, subject, end);
  const check = silent ?? isFiringAt(played, subject, end);
  const name = `${titleOf(subject)}: a counter that appears with ${short(count)} ${silent === undefined ? 'fires' : 'is no news'}`;
  return check === undefined ? undefined : { name, interval, series: played.series, checks: [check] };
};

export const birthTests = (stage: Stage, contrast: Contrast): readonly RuleTestCase[] => {
  const { atom } = contrast.literal;
  const bound = atom.kind === 'comparison' && atom.expr.right.kind === 'number' ? atom.expr.right.value : 0;
  const many = birthTest(stage, contrast, 1_000_000);
  const fires = many?.checks.some(({ kind }) => kind === 'query') === true;
  // Where a birth counts, one of exactly the bound tells more than from at least.
  const few = fires && bound > 0 ? birthTest(stage, contrast, bound) : undefined;
  return [many, few].flatMap(test => test ?? []);
};

/** A counter that nobody sees for a while was there before: that is no birth. */
export const gapTest = (stage: Stage, contrast: Contrast): readonly RuleTestCase[] => {
  const { subject } = stage;
  const { bench, under, farOver } = contrast;
  const { interval, settle } = bench;
  const gap = longestGap(subject.watched.expr);
  const lost = bench.sources.findIndex(({ kind, live }) => live && kind === 'counter');
  if (gap === undefined || lost < 0 || bench.history.length > 0) return [];
  const evaluation = Math.max(subject.evaluation, interval);
  const low = withMirrors(bench.sources, under, farOver);
  const change = (present: boolean): State =>
    low.map((setting, i) => (i === lost ? { ...setting, present, amount: 0 } : setting));
  const pending = samplesFor(subject.watched.pending + 3 * evaluation, interval);
  const played = play(stage, [
    { state: change(true), samples: settle + pending, birth: 1_000_000 },
    { state: change(false), samples: samplesFor(gap, interval) },
    { state: change(true), samples: pending, birth: 1_000_000 },
  ]);
  if (typeof played === 'string') return [];
  const check = silentAt(played, subject, played.ends[2] ?? 0);
  const name = `${titleOf(subject)}: a counter that comes back after ${formatDuration(gap)} is no news`;
  return check === undefined ? [] : [{ name, interval, series: played.series, checks: [check] }];
};
