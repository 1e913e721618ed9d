import { formatNumber } from '../core/decimal.ts';
import { formatDuration } from '../core/duration.ts';
import type { AlertingRule, RecordingRule } from '../ir/rule-group.ts';
import { print } from '../promql/print.ts';
import { type Contrast, calmState, contrasts } from './alert-states.ts';
import { clockTests } from './clock-tests.ts';
import { selectorsOf } from './gather.ts';
import { type Laboratory, laboratoryFor } from './laboratory.ts';
import type { Lookup } from './metric-lookup.ts';
import type { AlertTests, Check, RuleTestCase } from './rule-test.ts';
import type { Source, State } from './source.ts';
import { type Phase, type WrittenSeries, writeSeries } from './timeline.ts';
import { tryState, valueIn } from './trial.ts';
import { wantedLabels } from './wanted-labels.ts';
import { type Watch, type Watched, watch } from './watch.ts';

/** An alert, and what stands around it. */
export interface AlertSubject {
  readonly watched: Watched;
  /** Milliseconds between two evaluations of its group. */
  readonly evaluation: number;
  /** How far in the past its group is evaluated, in milliseconds. */
  readonly queryOffset: number;
  /** Other alerts of that name in the group: promtool asks for all of them at once. */
  readonly siblings: readonly Watched[];
  /** The recording rules of the group, in order. */
  readonly records: ReadonlySet<RecordingRule>;
  readonly lookup: Lookup;
}

/** Sources that must not count do the opposite of what the test is about, and more of it. */
const withMirrors = (sources: readonly Source[], state: State, mirrored: State): State =>
  state.map((setting, i) => {
    const { live, mirrors } = sources[i] ?? { live: true };
    if (live) return setting;
    return (mirrors === undefined ? undefined : mirrored[mirrors]) ?? { ...setting, present: false };
  });

const samplesFor = (milliseconds: number, interval: number): number => Math.ceil(milliseconds / interval);

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

interface Stage {
  readonly subject: AlertSubject;
  readonly laboratory: Laboratory;
}

/** A timeline with the alert and all of its name running on it. */
interface Played {
  readonly series: readonly WrittenSeries[];
  readonly seen: Watch;
  /** When each phase ends: the last evaluation within it. */
  readonly ends: readonly number[];
  readonly interval: number;
  readonly evaluation: number;
}

const play = ({ subject, laboratory }: Stage, phases: readonly Phase[]): Played | string => {
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
    watch(all, bench.computed, series, { interval, evaluation, until, queryOffset: subject.queryOffset });
  const alone = run(own);
  if (typeof alone === 'string') return alone;
  const loud = subject.siblings.filter(({ rule }) => ends.some(end => alone.firing(rule, end)?.length !== 0));
  if (loud.length === 0) return { series: own, seen: alone, ends, interval, evaluation };
  const taken = new Set(own.map(({ series }) => series));
  const series = [...own, ...quietSeries(loud, subject, total, interval).filter(each => !taken.has(each.series))];
  const seen = run(series);
  return typeof seen === 'string' ? seen : { series, seen, ends, interval, evaluation };
};

/** That nothing of its name fires at a time; undefined when it does. */
const silentAt = ({ seen }: Played, { watched, siblings }: AlertSubject, at: number): Check | undefined =>
  [watched, ...siblings].every(({ rule }) => seen.firing(rule, at)?.length === 0)
    ? { kind: 'alert', at, alert: watched.rule.alert, firing: [] }
    : undefined;

/** A query for the firing alerts of one rule, for where their annotations cannot be foretold. */
const firingQuery = ({ alert, labels }: AlertingRule): string => {
  const own = ['service', 'probe', 'slo', 'slo_tier', 'severity'].flatMap(label =>
    labels[label] === undefined || labels[label]?.includes('{{') ? [] : [`${label}="${labels[label]}"`],
  );
  return `count(ALERTS{${[`alertname="${alert}"`, 'alertstate="firing"', ...own].join(',')}})`;
};

/** That it fires at a time, in one line; undefined when it does not. */
const isFiringAt = ({ seen }: Played, { watched }: AlertSubject, at: number): Check | undefined => {
  const firing = seen.firing(watched.rule, at);
  return firing === undefined || firing.length === 0
    ? undefined
    : { kind: 'query', at, query: firingQuery(watched.rule), samples: [{ labels: {}, value: firing.length }] };
};

/** That it fires at a time, with its labels and its text where these can be foretold; undefined when it does not. */
const firesAt = (played: Played, subject: AlertSubject, at: number): Check | undefined => {
  const { watched, siblings } = subject;
  const brief = isFiringAt(played, subject, at);
  if (brief === undefined) return undefined;
  const sent = [watched, ...siblings].map(each => played.seen.sent(each, at));
  const whole = sent.flatMap(each => each ?? []);
  if (sent.includes(undefined) || whole.some(({ annotations }) => annotations === undefined)) return brief;
  return {
    kind: 'alert',
    at,
    alert: watched.rule.alert,
    firing: whole.map(({ labels, annotations }) => ({ labels, annotations: annotations ?? {} })),
  };
};

const all = (checks: readonly (Check | undefined)[]): readonly Check[] | undefined => {
  const found = checks.flatMap(check => check ?? []);
  return found.length === checks.length ? found : undefined;
};

const optional = (check: Check | undefined): readonly Check[] => (check === undefined ? [] : [check]);

/** How long it takes, seen from both releases, or undefined when one never gets there. */
const bounds = (times: readonly (number | undefined)[]): readonly [number, number] | undefined => {
  const known = times.flatMap(t => t ?? []);
  return known.length < times.length ? undefined : [Math.min(...known), Math.max(...known)];
};

/** Pending just before its time, firing just after it. */
const timing = (played: Played, subject: AlertSubject, from: number, end: number): readonly Check[] => {
  const { watched } = subject;
  const active = bounds(played.seen.active(watched.rule, from));
  if (active === undefined) return [];
  const step = played.evaluation;
  const before = Math.floor((active[0] + watched.pending - 1) / step) * step;
  const after = Math.ceil((active[1] + watched.pending) / step) * step + 2 * step;
  return [
    ...(watched.pending > 0 && before >= from ? optional(silentAt(played, subject, before)) : []),
    ...(after < end ? optional(isFiringAt(played, subject, after)) : []),
  ];
};

/** Still firing at the end of the time for which it is kept. */
const keeping = (played: Played, subject: AlertSubject, end: number): readonly Check[] => {
  const { watched } = subject;
  const held = watched.kept === 0 ? undefined : bounds(played.seen.held(watched.rule, end));
  if (held === undefined) return [];
  const step = played.evaluation;
  const last = Math.floor((held[0] + watched.kept) / step) * step;
  return last > end || last <= held[1] ? [] : optional(isFiringAt(played, subject, last));
};

const short = (value: number): string => formatNumber(Number(value.toPrecision(4)));

const sideValue = (contrast: Contrast, state: State): string | undefined => {
  const { atom } = contrast.literal;
  if (atom.kind !== 'comparison') return undefined;
  const value = valueIn(tryState(contrast.bench, state), atom.expr.left);
  const number = value.kind === 'vector' ? value.samples[0]?.value : value.kind === 'scalar' ? value.value : undefined;
  return number === undefined || !Number.isFinite(number) ? undefined : short(number);
};

const abbreviated = (text: string): string => (text.length > 90 ? `${text.slice(0, 87)}...` : text);

/** `HighErrorRate: 0.0475 is silent, 0.0525 fires after 5m`. */
const nameOf = (subject: AlertSubject, contrast: Contrast, several: boolean): string => {
  const { rule, pending } = subject.watched;
  const { atom } = contrast.literal;
  const after = pending === 0 ? 'at once' : `after ${formatDuration(pending)}`;
  const under = sideValue(contrast, contrast.under);
  const over = sideValue(contrast, contrast.over);
  const what =
    atom.kind === 'comparison' && under !== undefined && over !== undefined
      ? `${under} is silent, ${over} fires ${after}`
      : atom.kind === 'absence'
        ? `what is there is silent, what has gone fires ${after}`
        : `fires ${after}`;
  return `${rule.alert}: ${what}${several ? ` in ${abbreviated(print(atom.expr))}` : ''}`;
};

const contrastTest = (stage: Stage, contrast: Contrast, several: boolean): RuleTestCase | string => {
  const { subject } = stage;
  const { bench, under, over, farOver, farUnder, at } = contrast;
  const { interval } = bench;
  const { pending, kept } = subject.watched;
  const evaluation = Math.max(subject.evaluation, interval);
  const low = withMirrors(bench.sources, under, farOver);
  const high = withMirrors(bench.sources, over, farUnder);
  const sudden = bench.history.length > 0;
  const settle = sudden ? 4 : bench.settle;
  const lasting = settle + samplesFor(pending + 3 * evaluation, interval);
  const phases: Phase[] = [
    ...bench.history.map(({ samples }) => ({ state: low, samples })),
    { state: low, samples: lasting },
    { state: high, samples: lasting + samplesFor(2 * evaluation, interval) },
    { state: low, samples: settle + samplesFor(kept + 3 * evaluation, interval) },
    ...(at === undefined ? [] : [{ state: withMirrors(bench.sources, at, farUnder), samples: lasting }]),
  ];
  if (sudden) phases.splice(0, 1, ...bench.history);
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
      ...keeping(played, subject, over_),
      ...optional(silentAt(played, subject, over_)),
      ...(exact === undefined ? [] : optional((isStrict ? silentAt : isFiringAt)(played, subject, exact))),
    ],
  };
};

const isCounted = ({ kind, live }: Source): boolean => live && (kind === 'counter' || kind === 'histogram');

/** A restart of what counts while the alert fires must not end it. */
const resetTest = (stage: Stage, contrast: Contrast): readonly RuleTestCase[] => {
  const { subject } = stage;
  const { bench, over, farUnder } = contrast;
  const { interval, settle } = bench;
  if (!bench.sources.some(isCounted) || bench.history.length > 0) return [];
  const evaluation = Math.max(subject.evaluation, interval);
  const state = withMirrors(bench.sources, over, farUnder);
  const played = play(stage, [
    { state, samples: settle + samplesFor(subject.watched.pending + 3 * evaluation, interval) },
    { state, samples: samplesFor(3 * evaluation, interval), reset: true },
  ]);
  if (typeof played === 'string') return [];
  const [before = 0, after = 0] = played.ends;
  const checks = all([isFiringAt(played, subject, before), isFiringAt(played, subject, after)]);
  return checks === undefined
    ? []
    : [
        {
          name: `${subject.watched.rule.alert}: goes on firing when the counters restart`,
          interval,
          series: played.series,
          checks,
        },
      ];
};

/** What appears with a large count was counted before anybody looked, or is news: the expression says which. */
const birthTest = (stage: Stage, contrast: Contrast): readonly RuleTestCase[] => {
  const { subject } = stage;
  const { bench, under, farOver } = contrast;
  const { interval, settle } = bench;
  const born = bench.sources.findIndex(source => isCounted(source) && source.kind === 'counter');
  if (born < 0 || bench.history.length > 0) return [];
  const evaluation = Math.max(subject.evaluation, interval);
  const low = withMirrors(bench.sources, under, farOver);
  const change = (present: boolean): State =>
    low.map((setting, i) => (i === born ? { ...setting, present, amount: 0 } : setting));
  const count = 1_000_000;
  const played = play(stage, [
    { state: change(false), samples: settle + samplesFor(subject.watched.pending + 3 * evaluation, interval) },
    { state: change(true), samples: samplesFor(subject.watched.pending + 3 * evaluation, interval), birth: count },
  ]);
  if (typeof played === 'string') return [];
  const [, end = 0] = played.ends;
  const silent = silentAt(played, subject, end);
  const check = silent ?? isFiringAt(played, subject, end);
  const name = `${subject.watched.rule.alert}: a counter that appears with ${count} ${silent === undefined ? 'fires' : 'is no news'}`;
  return check === undefined ? [] : [{ name, interval, series: played.series, checks: [check] }];
};

/** Tests that show an alert silent and firing on both sides of each of its bounds. */
export const alertTests = (subject: AlertSubject): AlertTests => {
  const { rule, expr, pending } = subject.watched;
  if (selectorsOf(expr).length === 0) return clockTests(subject.watched, subject.evaluation);
  const laboratory = laboratoryFor([expr], subject.lookup, wantedLabels(rule), subject.evaluation, subject.records);
  if (typeof laboratory === 'string') return { tests: [], reason: laboratory };
  const { bench, base } = laboratory;
  const calm = calmState(bench, base, expr);
  if (calm === undefined) return { tests: [], reason: 'no input was found for which it is silent' };
  const found = contrasts(bench, calm, expr, pending);
  const stage: Stage = { subject, laboratory };
  const [first] = found;
  if (first === undefined) return { tests: [], reason: 'no input was found for which it fires' };
  const several = found.length > 1;
  const made = found.map(contrast => contrastTest(stage, contrast, several));
  const tests = made.filter(test => typeof test !== 'string');
  if (tests.length === 0) return { tests: [], reason: made.find(test => typeof test === 'string') ?? '' };
  return { tests: [...tests, ...resetTest(stage, first), ...birthTest(stage, first)] };
};
