import { LabelTable } from '../evaluate/labels.ts';
import type { Rule as EvaluatedRule } from '../evaluate/rule.ts';
import type { RecordingRule } from '../ir/rule-group.ts';
import { parse } from '../promql/parse.ts';
import type { Expr } from '../promql/syntax.ts';
import { reachOf, shortestRange } from './durations.ts';
import { functionsOf, gather, selectorsOf } from './gather.ts';
import type { Lookup } from './metric-lookup.ts';
import type { Setting, Source, State } from './source.ts';
import { type Bench, tryState, valueIn } from './trial.ts';

/** What a test of expressions needs, ready to be used. */
export interface Laboratory {
  readonly bench: Bench;
  /** Everything as it usually is. */
  readonly base: State;
}

/** Series of which 1 means that all is well. */
export const isFlag = (name: string): boolean => /(?:^|_)up$|success|_ok$|healthy|:bool$|available$/.test(name);

const monthOfSeconds = 2_592_000;

const usualSetting = ({ kind, name }: Source, interval: number, recorded: boolean): Setting => ({
  present: true,
  amount:
    kind === 'gauge'
      ? isFlag(name) || recorded
        ? 1
        : 100
      : kind === 'clock'
        ? /expir|not_after/.test(name)
          ? monthOfSeconds
          : 0
        : 100_000 / interval,
  position: 0,
  flips: 0,
  slope: 0,
});

/** Fewer samples than this say too little about a range, more cost too much. */
const fewestPerRange = 4;
const mostPerReach = 360;
/** Growth is extrapolated: it takes fewer samples than an average or a slope. */
const mostPerGrowth = 120;
/** Samples further apart than they stay current, in milliseconds, say less: there may be more of them. */
const current = 300_000;
/** Samples of what only has to be computed: longer windows are tried while they fill. */
const mostUnfilled = 40;
const handy = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200].map(
  seconds => seconds * 1_000,
);

/** Milliseconds between samples: as often as the rule is evaluated, unless its ranges ask for more or fewer. */
const intervalFor = (exprs: readonly Expr[], evaluation: number, fills: boolean): number => {
  const shortest = Math.min(...exprs.map(shortestRange));
  const reach = Math.max(...exprs.map(reachOf));
  const grows = exprs.some(expr => [...functionsOf(expr)].some(name => name === 'rate' || name === 'increase'));
  const most = (step: number): number => (grows && step < current ? mostPerGrowth : mostPerReach);
  if (fills && reach / evaluation > most(evaluation))
    return handy.find(step => step >= evaluation && reach / step <= most(step)) ?? evaluation;
  if (shortest / evaluation >= fewestPerRange) return evaluation;
  const fitting = handy.filter(step => evaluation % step === 0 && shortest / step >= fewestPerRange);
  return fitting.at(-1) ?? evaluation;
};

const toEvaluated = ({ record, expr, labels }: RecordingRule): readonly EvaluatedRule[] => {
  const parsed = parse(expr).expr;
  return parsed === undefined ? [] : [{ record, expr: parsed, labels }];
};

/** Recording rules as the evaluator takes them. */
export const computedGroup = (rules: readonly RecordingRule[], interval: number): Bench['computed'] =>
  rules.length === 0 ? undefined : { name: 'records', interval, rules: rules.flatMap(toEvaluated) };

/**
 * Sets everything up for expressions. A recorded series is fed like any other, so that a month of history is one line,
 * unless its rule is one of the group's `own` and would record something else. `needed` are rules that are computed
 * whatever happens. A text says what stands in the way.
 */
export const laboratoryFor = (
  exprs: readonly Expr[],
  lookup: Lookup,
  wanted: readonly string[],
  evaluation: number,
  own: ReadonlySet<RecordingRule>,
  needed: readonly RecordingRule[] = [],
): Laboratory | string => {
  let computed: readonly RecordingRule[] = needed;
  for (let round = 0; round < 8; round++) {
    const inner = computed.flatMap(({ expr }) => parse(expr).expr ?? []);
    const all = [...exprs, ...inner];
    const gathered = gather(all, lookup, wanted, new Set(computed));
    if (typeof gathered === 'string') return gathered;
    const reach = Math.max(...all.map(reachOf));
    const interval = intervalFor(all, evaluation, exprs.length > 0);
    const { sources, recorded } = gathered;
    const names = new Set([...recorded].map(({ record }) => record));
    const base = sources.map(source => ({
      ...usualSetting(source, interval, names.has(source.name)),
      present: source.live,
    }));
    const bench: Bench = {
      sources,
      interval,
      settle: Math.min(exprs.length > 0 ? Number.POSITIVE_INFINITY : mostUnfilled, Math.ceil(reach / interval) + 3),
      history: [],
      computed: computedGroup(computed, interval),
      labels: new LabelTable(),
    };
    const trial = tryState(bench, base);
    const clashing = [...recorded].filter(rule => {
      if (computed.includes(rule) || !own.has(rule)) return false;
      const expr = parse(rule.expr).expr;
      if (expr === undefined) return false;
      if (selectorsOf(expr).length === 0) return true;
      const value = valueIn(trial, expr);
      return value.kind === 'vector' && value.samples.length > 0;
    });
    if (clashing.length === 0) return { bench, base };
    const clash = new Set([...clashing, ...computed]);
    computed = [...own].filter(rule => clash.has(rule));
  }
  return 'the rules that record what it reads go round in circles';
};
