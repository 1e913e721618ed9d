import { evaluate } from '../evaluate/evaluate.ts';
import type { Evaluated } from '../evaluate/evaluated.ts';
import { evaluateRules } from '../evaluate/rules.ts';
import type { RecordingRule } from '../ir/rule-group.ts';
import { quoteString } from '../promql/literals.ts';
import { parse } from '../promql/parse.ts';
import { type Laboratory, laboratoryFor } from './laboratory.ts';
import type { Lookup } from './metric-lookup.ts';
import type { QueryCheck, RuleTestCase } from './rule-test.ts';
import type { Setting, Source, State } from './source.ts';
import { type Phase, readSeries, writeSeries } from './timeline.ts';
import { bothReleases } from './trial.ts';

/** What came of the records of a group: one test, and the rules for which it shows nothing, with the reason. */
export interface RecordTests {
  readonly tests: readonly RuleTestCase[];
  readonly untested: ReadonlyMap<RecordingRule, string>;
}

/** Sources differ from each other, and between the two states of a test. */
const vary = (source: Source, setting: Setting, index: number, second: boolean): Setting => {
  const last = source.bounds.length;
  const factor = [1, 0.5, 0.25, 0.75][(index + (second ? 1 : 0)) % 4] ?? 1;
  return {
    ...setting,
    present: true,
    amount: source.live ? setting.amount * factor : 7 * setting.amount,
    position: second ? Math.max(0, last - 1.5) : last / 2,
  };
};

const stateOf = ({ bench, base }: Laboratory, second: boolean): State =>
  base.map((setting, i) => {
    const source = bench.sources[i];
    return source === undefined ? setting : vary(source, setting, i, second);
  });

const seriesOf = ({ record, labels }: RecordingRule): string => {
  const inner = Object.entries(labels).map(([label, value]) => `${label}=${quoteString(value)}`);
  return inner.length === 0 ? record : `${record}{${inner.join(',')}}`;
};

/** What a query gives, in an order of its own. */
const textOf = (value: Evaluated): string | undefined =>
  value.kind === 'vector'
    ? JSON.stringify(value.samples.map(({ labels, value: number }) => [Object.entries(labels).sort(), number]).sort())
    : undefined;

/** Whole numbers are compared as they are; others to nine digits behind the point. */
const queriesFor = (rule: RecordingRule): readonly string[] => [seriesOf(rule), `round(${seriesOf(rule)}, 1e-09)`];

const isWhole = (value: Evaluated): boolean =>
  value.kind === 'vector' && value.samples.every(sample => Number.isInteger(sample.value));

/** One test of all records of a group: what they read from outside is fed, and they are computed one from the other. */
export const recordTests = (
  rules: readonly RecordingRule[],
  group: string,
  lookup: Lookup,
  evaluation: number,
  queryOffset: number,
): RecordTests => {
  const untested = new Map<RecordingRule, string>();
  const give = (reason: string): RecordTests => ({ tests: [], untested: new Map(rules.map(rule => [rule, reason])) });
  if (rules.length === 0) return { tests: [], untested };
  const laboratory = laboratoryFor([], lookup, [], evaluation, new Set(rules), rules);
  if (typeof laboratory === 'string') return give(laboratory);
  const { bench } = laboratory;
  const { interval, sources, computed } = bench;
  if (computed === undefined) return give('its expression cannot be read');
  const step = Math.max(evaluation, interval);
  const samples = bench.settle + Math.ceil((3 * step) / interval);
  const phases: readonly Phase[] = [
    { state: stateOf(laboratory, false), samples },
    { state: stateOf(laboratory, true), samples },
  ];
  const series = writeSeries(sources, phases, interval);
  const ends = [samples, 2 * samples].map(count => Math.floor(((count - 1) * interval) / step) * step);
  const input = readSeries(series, interval);
  const runs = bothReleases.map(release =>
    evaluateRules([{ ...computed, interval: step, queryOffset }], input, { until: ends[1] ?? 0, ...release }),
  );
  const checks: QueryCheck[] = [];
  for (const rule of rules) {
    const problem = runs.flatMap(run => run.problems).find(each => each.rule === rule.record);
    const seenAt = (at: number): readonly QueryCheck[] => {
      for (const query of queriesFor(rule)) {
        const { expr } = parse(query);
        if (expr === undefined) continue;
        const values = runs.map((run, i) => evaluate(expr, run.storage, at, bothReleases[i] ?? {}));
        const [value, other] = values;
        if (value?.kind !== 'vector' || other === undefined || value.samples.length === 0) continue;
        if (textOf(value) !== textOf(other) || (query === queriesFor(rule)[0] && !isWhole(value))) continue;
        return [{ kind: 'query' as const, at, query, samples: value.samples }];
      }
      return [];
    };
    const settled = ends.flatMap(seenAt);
    // The releases disagree about the left end of a window: before it is full, it has none.
    const found =
      settled.length > 0
        ? settled
        : [2, 3, 4]
            .map(count => count * step)
            .flatMap(seenAt)
            .slice(0, 1);
    if (found.length > 0) checks.push(...found);
    else
      untested.set(
        rule,
        problem?.stop.kind === 'unsupported'
          ? `${problem.stop.what} is not evaluated here`
          : (problem?.stop.message ?? 'no input was found for which it records the same in every release'),
      );
  }
  return {
    tests: checks.length === 0 ? [] : [{ name: `${group}: what is recorded`, interval, series, checks }],
    untested,
  };
};
