import { calmState } from './alert-states.ts';
import type { AlertSubject } from './alert-subject.ts';
import { type Laboratory, laboratoryFor } from './laboratory.ts';
import { type Phase, type WrittenSeries, writeSeries } from './timeline.ts';
import { wantedLabels } from './wanted-labels.ts';
import { type Watch, type Watched, watch } from './watch.ts';

/** Samples that fill a time; both in milliseconds. */
export const samplesFor = (milliseconds: number, interval: number): number => Math.ceil(milliseconds / interval);

/** Series that keep alerts of the same name quiet: the things that these are about are there and well. */
const quietSeries = (
  siblings: readonly Watched[],
  subject: AlertSubject,
  samples: number,
  interval: number,
): readonly WrittenSeries[] =>
  siblings.flatMap(({ rule, expr }) => {
    const laboratory = laboratoryFor([expr], subject.lookup, wantedLabels(rule), subject.evaluation, subject.records);
    if (typeof laboratory === 'string') return [];
    const { bench, base } = laboratory;
    const calm = calmState(bench, base, expr);
    return calm === undefined ? [] : writeSeries(bench.sources, [{ state: calm, samples }], interval);
  });

/** An alert where it is tried out. */
export interface Stage {
  readonly subject: AlertSubject;
  readonly laboratory: Laboratory;
}

/** A timeline with the alert and all of its name running on it. */
export interface Played {
  readonly series: readonly WrittenSeries[];
  readonly seen: Watch;
  /** When each phase ends: the last evaluation within it. */
  readonly ends: readonly number[];
  readonly interval: number;
  readonly evaluation: number;
}

export const play = ({ subject, laboratory }: Stage, phases: readonly Phase[]): Played | string => {
  const { bench } = laboratory;
  const { interval } = bench;
  const evaluation = Math.max(subject.evaluation, interval);
  const total = phases.reduce((sum, { samples }) => sum + samples, 0);
  const ends: number[] = [];
  let passed = 0;
  for (const { samples } of phases) {
    passed += samples;
    ends.push(Math.floor(((passed - 1) * interval) / evaluation) * evaluation);
  }
  const until = ends.at(-1) ?? 0;
  const own = writeSeries(bench.sources, phases, interval);
  const all = [subject.watched, ...subject.siblings];
  const run = (series: readonly WrittenSeries[]) =>
    watch(all, bench.computed, series, {
      interval,
      evaluation,
      until,
      queryOffset: subject.queryOffset,
      labels: bench.labels,
    });
  const alone = run(own);
  if (typeof alone === 'string') return alone;
  const loud = subject.siblings.filter(({ rule }) => ends.some(end => alone.firing(rule, end)?.length !== 0));
  if (loud.length === 0) return { series: own, seen: alone, ends, interval, evaluation };
  const taken = new Set(own.map(({ series }) => series));
  const series = [...own, ...quietSeries(loud, subject, total, interval).filter(each => !taken.has(each.series))];
  const seen = run(series);
  return typeof seen === 'string' ? seen : { series, seen, ends, interval, evaluation };
};
