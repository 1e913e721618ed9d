import type { ComparisonOperator, Expr } from '../promql/syntax.ts';
import type { Alternative, Comparison, Literal } from './alternatives.ts';
import { selectorsOf } from './gather.ts';
import { type Knob, knobsOf } from './knobs.ts';
import type { State } from './source.ts';
import { type Bench, type Trial, tryState, valueIn } from './trial.ts';

/** Where the left side of a comparison is to be, seen from its bound. */
export type Aim =
  /** Just beyond the bound: it holds. */
  | 'over'
  /** Just short of it. */
  | 'under'
  /** Exactly at it. */
  | 'at'
  /** Well beyond it, and well short of it. */
  | 'far over'
  | 'far under';

/** 5 %: close enough that another bound shows, far enough that rounding does not. */
const margin = 0.05;
const farMargin = 0.6;

const opposite: Readonly<Record<Aim, Aim>> = {
  over: 'under',
  under: 'over',
  at: 'at',
  'far over': 'far under',
  'far under': 'far over',
};

/** The numbers that the left side may be, the best first. */
const targets = (op: ComparisonOperator, bound: number, aim: Aim): readonly number[] => {
  if (aim === 'at') return [bound];
  const wide = aim === 'far over' || aim === 'far under';
  const beyond = aim === 'over' || aim === 'far over';
  if (op === '==' || op === '!=') {
    const near = bound === 0 ? [1] : [bound - 1, bound + 1, 2 * bound];
    return beyond === (op === '==') ? [bound] : near;
  }
  const upwards = (op === '>' || op === '>=') === beyond;
  // 0 is as far down as counts go: there is no short of it.
  if (bound === 0) return upwards ? (wide ? [10, 1] : [1, 0.1]) : op === '>' || op === '<=' ? [0, -1] : [-1];
  const share = wide ? farMargin : margin;
  const target = bound + (upwards ? 1 : -1) * share * Math.abs(bound);
  const gentle = bound + (upwards ? 1 : -1) * 2 * margin * Math.abs(bound);
  const plain = bound + (upwards ? 1 : -1) * margin * Math.abs(bound);
  // A quantile goes no further than the last bucket: then the bound itself has to do. A count is a whole number.
  const strict = op.length === 1;
  const next = beyond === strict ? bound + (upwards ? 1 : -1) : bound;
  return wide ? [target, gentle, plain, next] : [target, bound + (upwards ? 1 : -1) * 0.02 * Math.abs(bound), next];
};

const numberOf = (trial: Trial, expr: Expr, upper: boolean): number | undefined => {
  const value = valueIn(trial, expr);
  if (value.kind === 'scalar') return value.value;
  if (value.kind !== 'vector' || value.samples.length === 0) return undefined;
  const values = value.samples.map(sample => sample.value).filter(sample => !Number.isNaN(sample));
  if (values.length === 0) return undefined;
  return upper ? Math.max(...values) : Math.min(...values);
};

/** Left side and bound of a comparison in a state; undefined where one has no value. */
const sidesOf = (bench: Bench, state: State, { expr, op }: Comparison): readonly [number, number] | undefined => {
  const trial = tryState(bench, state);
  const left = numberOf(trial, expr.left, op !== '<' && op !== '<=');
  const right = numberOf(trial, expr.right, true);
  return left === undefined || right === undefined ? undefined : [left, right];
};

/** What was measured at a place of a knob. */
type Sides = readonly [number, number] | 'none';

interface Point {
  readonly knob: number;
  readonly miss: number;
}

const rounds = 48;

/** Where a knob has to stand for a function of it to be 0, between two places where it has different signs. */
const narrow = (from: Point, to: Point, miss: (knob: number) => number | undefined): number | undefined => {
  let low = from;
  let high = to;
  for (let i = 0; i < rounds; i++) {
    if (low.miss === 0) return low.knob;
    if (high.miss === 0) return high.knob;
    // A straight line first, halving when that does not get on.
    const straight = low.knob - (low.miss * (high.knob - low.knob)) / (high.miss - low.miss);
    const middle = i % 3 === 2 || !Number.isFinite(straight) ? (low.knob + high.knob) / 2 : straight;
    if (middle === low.knob || middle === high.knob) return middle;
    const found = miss(middle);
    if (found === undefined) return undefined;
    const size = Math.max(Math.abs(low.miss), Math.abs(high.miss));
    const point = { knob: middle, miss: found };
    if (Math.abs(found) <= 1e-12 * size) return middle;
    if (Math.sign(found) === Math.sign(low.miss)) low = point;
    else high = point;
  }
  return (low.knob + high.knob) / 2;
};

/** Fewer digits, as long as the left side stays within a fifth of the margin. */
const rounded = (value: number, isFine: (candidate: number) => boolean): number => {
  for (const digits of [1, 2, 3, 4, 5, 6, 8, 12, 16]) {
    const candidate = Number(value.toPrecision(digits));
    if (isFine(candidate)) return candidate;
  }
  // Where only one number will do, it may be a neighbour.
  const neighbours = [1, -1, 2, -2].map(step => value * (1 + step * Number.EPSILON));
  return neighbours.find(isFine) ?? value;
};

const isExact = ({ op }: Comparison, aim: Aim): boolean => op === '==' || op === '!=' || aim === 'at';

/** Whether a distance from a target is small enough, for a bound of that size. */
const isClose = (comparison: Comparison, aim: Aim, distance: number, bound: number): boolean =>
  isExact(comparison, aim) ? distance === 0 : Math.abs(distance) <= (margin / 5) * (Math.abs(bound) || 1);

/** Whether nothing has to be turned. */
const isThere = (bench: Bench, state: State, comparison: Comparison, aim: Aim): boolean => {
  const sides = sidesOf(bench, state, comparison);
  if (sides === undefined) return false;
  const [left, bound] = sides;
  const [target] = targets(comparison.op, bound, aim);
  return target !== undefined && isClose(comparison, aim, left - target, bound);
};

const settleKnob = (
  bench: Bench,
  state: State,
  comparison: Comparison,
  knob: Knob,
  aim: Aim,
  rank: number,
  seen: Map<number, Sides>,
): State | undefined => {
  const measure = (value: number): readonly [number, number] | undefined => {
    let sides = seen.get(value);
    if (sides === undefined) {
      sides = sidesOf(bench, knob.turn(state, value), comparison) ?? 'none';
      seen.set(value, sides);
    }
    if (sides === 'none') return undefined;
    const target = targets(comparison.op, sides[1], aim)[rank];
    return target === undefined ? undefined : [sides[0] - target, Math.abs(sides[1])];
  };
  const miss = (value: number): number | undefined => measure(value)?.[0];
  let before: Point | undefined;
  for (const value of knob.scale) {
    const now = miss(value);
    if (now === undefined || Number.isNaN(now)) continue;
    const point = { knob: value, miss: now };
    if (now === 0) return knob.turn(state, value);
    if (before !== undefined && Math.sign(before.miss) !== Math.sign(now) && Number.isFinite(now - before.miss)) {
      const found = narrow(before, point, miss);
      if (found === undefined) return undefined;
      const isFine = (candidate: number): boolean => {
        const measured = measure(candidate);
        if (measured === undefined) return false;
        return isClose(comparison, aim, measured[0], measured[1]);
      };
      const chosen = rounded(found, isFine);
      return isFine(chosen) ? knob.turn(state, chosen) : undefined;
    }
    before = point;
  }
  return undefined;
};

/** Whether a literal is as it has to be in a state. */
export const isMet = (trial: Trial, { atom, holds }: Literal): boolean => {
  const value = valueIn(trial, atom.expr);
  const some = value.kind === 'scalar' || (value.kind === 'vector' && value.samples.length > 0);
  return value.kind !== 'unsupported' && value.kind !== 'error' && some === holds;
};

const setPresent = (bench: Bench, state: State, expr: Expr, present: boolean): State => {
  const names = new Set(selectorsOf(expr).map(({ name }) => name));
  return state.map((setting, i) => {
    const source = bench.sources[i];
    return source?.parts.some(part => names.has(`${source.name}${part}`)) ? { ...setting, present } : setting;
  });
};

/** States in which a literal is where it is wanted, the most natural first; nothing is said about the others. */
export function* aimAt(bench: Bench, state: State, literal: Literal, wanted: Aim): Generator<State> {
  const { atom, holds } = literal;
  const aim = holds ? wanted : opposite[wanted];
  if (atom.kind === 'comparison') {
    if (isThere(bench, state, atom, aim)) yield state;
    const knobs = knobsOf(atom.expr, bench.sources).map(knob => ({ knob, seen: new Map<number, Sides>() }));
    for (const rank of [0, 1, 2, 3])
      for (const { knob, seen } of knobs) {
        const found = settleKnob(bench, state, atom, knob, aim, rank, seen);
        if (found !== undefined) yield found;
      }
    return;
  }
  if (aim === 'at') return;
  const beyond = aim === 'over' || aim === 'far over';
  yield setPresent(bench, state, atom.expr, atom.kind === 'absence' ? !beyond : beyond);
}

/** A state with one literal where it is wanted and all others met. */
export const aimKeeping = (
  bench: Bench,
  state: State,
  alternative: Alternative,
  literal: Literal,
  aim: Aim,
): State | undefined => {
  for (const candidate of aimAt(bench, state, literal, aim)) {
    const trial = tryState(bench, candidate);
    if (alternative.every(other => other === literal || isMet(trial, other))) return candidate;
  }
  return undefined;
};

/** A state in which all literals of an alternative are met, each as closely as the others allow. */
export const meetAll = (bench: Bench, start: State, alternative: Alternative, aim: Aim): State | undefined => {
  let state = start;
  for (let round = 0; round < 3; round++) {
    for (const literal of alternative) {
      if (round > 0 && isMet(tryState(bench, state), literal)) continue;
      const keeping = aimKeeping(bench, state, alternative, literal, aim);
      const [first] = keeping === undefined ? aimAt(bench, state, literal, aim) : [keeping];
      state = keeping ?? first ?? state;
    }
    const trial = tryState(bench, state);
    if (alternative.every(literal => isMet(trial, literal))) return state;
  }
  return undefined;
};
