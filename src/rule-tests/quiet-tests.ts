import { print } from '../promql/print.ts';
import { isFiringAt, silentAt } from './alert-checks.ts';
import type { Contrast, QuietPast } from './alert-states.ts';
import { functionsOf, selectorsOf } from './gather.ts';
import { guardsIn } from './guards.ts';
import { isFlag } from './laboratory.ts';
import { withMirrors } from './mirror.ts';
import type { RuleTestCase } from './rule-test.ts';
import { play, type Stage, samplesFor } from './stage.ts';
import { abbreviated, titleOf } from './test-names.ts';

/** A divisor of 0 does not make it fire, where `> 0` stands behind the divisor. */
export const guardTests = (stage: Stage, contrast: Contrast): readonly RuleTestCase[] => {
  const { subject } = stage;
  const { bench, over, farUnder } = contrast;
  if (bench.history.length > 0) return [];
  const evaluation = Math.max(subject.evaluation, bench.interval);
  return guardsIn(subject.watched.expr).flatMap(({ dividend, guard }): readonly RuleTestCase[] => {
    const names = new Set(selectorsOf(guard).map(({ name }) => name));
    // What is divided by itself is 0 as well then, and 0 / 0 is no more than any bound.
    if (selectorsOf(dividend).some(({ name }) => names.has(name))) return [];
    const state = over.map((setting, i) => {
      const source = bench.sources[i];
      return source?.parts.some(part => names.has(`${source.name}${part}`)) ? { ...setting, amount: 0 } : setting;
    });
    const samples = bench.settle + samplesFor(subject.watched.pending + 3 * evaluation, bench.interval);
    const played = play(stage, [{ state: withMirrors(bench.sources, state, farUnder), samples }]);
    if (typeof played === 'string') return [];
    const check = silentAt(played, subject, played.ends[0] ?? 0);
    const name = `${titleOf(subject)}: is silent when ${abbreviated(print(guard))} is 0`;
    return check === undefined ? [] : [{ name, interval: bench.interval, series: played.series, checks: [check] }];
  });
};

const mostInBurst = 20;

/** How many failures in a row it takes, where flags are counted over time: one fewer is silent. */
export const burstTest = (stage: Stage, contrast: Contrast): readonly RuleTestCase[] => {
  const { subject, laboratory } = stage;
  const { bench, base } = laboratory;
  const counts = [...functionsOf(subject.watched.expr)].some(name => /^(?:count|sum)_over_time$/.test(name));
  const isCounted = bench.sources.some(({ kind, name }) => kind === 'gauge' && isFlag(name));
  if (!counts || !isCounted || subject.watched.pending > 0 || contrast.bench.history.length > 0) return [];
  const failing = base.map((setting, i) =>
    isFlag(bench.sources[i]?.name ?? '') ? { ...setting, amount: 0 } : setting,
  );
  const well = withMirrors(bench.sources, base, failing);
  const ill = withMirrors(bench.sources, failing, base);
  const playWith = (samples: number) =>
    play(stage, [
      { state: well, samples: bench.settle },
      { state: ill, samples },
    ]);
  for (let samples = 2; samples <= mostInBurst; samples++) {
    const enough = playWith(samples);
    if (typeof enough === 'string') return [];
    const [before = 0, end = 0] = enough.ends;
    const step = enough.evaluation;
    const check = isFiringAt(enough, subject, end);
    if (check === undefined || end - step <= before) continue;
    const silent = silentAt(enough, subject, end - step);
    const name = `${titleOf(subject)}: ${samples} failures in a row fire, ${samples - 1} do not`;
    return silent === undefined
      ? []
      : [{ name, interval: bench.interval, series: enough.series, checks: [silent, check] }];
  }
  return [];
};

/** The same present after another past does not make it fire. */
export const quietTest = (stage: Stage, { bench, literal, state }: QuietPast): readonly RuleTestCase[] => {
  const { subject } = stage;
  const [past] = bench.history;
  if (past === undefined) return [];
  const played = play(stage, [
    { ...past, state: withMirrors(bench.sources, past.state, state) },
    { state: withMirrors(bench.sources, state, past.state), samples: bench.settle },
  ]);
  if (typeof played === 'string') return [];
  const check = silentAt(played, subject, played.ends[1] ?? 0);
  const name = `${titleOf(subject)}: is silent without ${abbreviated(print(literal.atom.expr))}`;
  return check === undefined ? [] : [{ name, interval: bench.interval, series: played.series, checks: [check] }];
};
