import type { Expr } from '../promql/syntax.ts';
import { type Alternative, alternativesOf, type Literal } from './alternatives.ts';
import { aimAt, aimKeeping, meetAll } from './solve.ts';
import type { State } from './source.ts';
import { type Bench, tryState, valueIn } from './trial.ts';

/** States around one literal of one alternative. */
export interface Contrast {
  readonly bench: Bench;
  readonly alternative: Alternative;
  readonly literal: Literal;
  readonly under: State;
  readonly over: State;
  /** Further from the bound, for sources that must not count. */
  readonly farUnder: State;
  readonly farOver: State;
  /** Exactly at the bound, where it can be reached. */
  readonly at: State | undefined;
}

const isSilent = (bench: Bench, state: State, expr: Expr): boolean => {
  const value = valueIn(tryState(bench, state), expr);
  return value.kind === 'vector' && value.samples.length === 0;
};

/** A state in which the alert has no reason to fire. */
export const calmState = (bench: Bench, base: State, expr: Expr): State | undefined => {
  if (isSilent(bench, base, expr)) return base;
  for (const aim of ['far under', 'under'] as const) {
    let state = base;
    for (const literal of alternativesOf(expr).flat()) {
      if (isSilent(bench, state, literal.atom.expr) === literal.holds) continue;
      const [moved] = aimAt(bench, state, literal, aim);
      if (moved === undefined) continue;
      state = moved;
      if (isSilent(bench, state, expr)) return state;
    }
  }
  return undefined;
};

/** Whether being at the bound is what it asks for, or what it refuses. */
const isEquality = ({ atom }: Literal): boolean => atom.kind === 'comparison' && /^[!=]=$/.test(atom.op);

const first = (states: Generator<State>, isFine: (state: State) => boolean): State | undefined => {
  for (const state of states) if (isFine(state)) return state;
  return undefined;
};

const contrastsOf = (bench: Bench, calm: State, expr: Expr, alternative: Alternative): readonly Contrast[] => {
  const met = meetAll(bench, calm, alternative, 'over');
  if (met === undefined) return [];
  const far = alternative.length > 1 ? meetAll(bench, calm, alternative, 'far over') : undefined;
  return alternative.flatMap((literal, i): readonly Contrast[] => {
    const silent = (state: State): boolean => isSilent(bench, state, expr);
    const pairs = [met, ...(far === undefined ? [] : [far])].flatMap(start => {
      const over = aimKeeping(bench, start, alternative, literal, 'over');
      const under = aimKeeping(bench, start, alternative, literal, 'under');
      return over !== undefined && under !== undefined && silent(under) ? [{ over, under }] : [];
    });
    const [pair] = pairs;
    const fallback = i > 0 ? undefined : first(aimAt(bench, met, literal, 'under'), silent);
    const { over, under } = pair ?? { over: met, under: fallback };
    if (under === undefined) return [];
    return [
      {
        bench,
        alternative,
        literal,
        under,
        over,
        farUnder: first(aimAt(bench, over, literal, 'far under'), silent) ?? under,
        farOver: aimKeeping(bench, over, alternative, literal, 'far over') ?? over,
        at: isEquality(literal)
          ? undefined
          : aimKeeping(
              bench,
              over,
              alternative.filter(other => other !== literal),
              literal,
              'at',
            ),
      },
    ];
  });
};

/** States in which the alert is silent and that can have lasted. */
function* pasts(bench: Bench, calm: State, expr: Expr, alternative: Alternative): Generator<State> {
  yield calm;
  for (const aim of ['far under', 'over'] as const)
    for (const literal of alternative) {
      const found = first(aimAt(bench, calm, literal, aim), state => isSilent(bench, state, expr));
      if (found !== undefined) yield found;
    }
}

/** For each literal of each alternative, states just short of what it asks and just beyond. */
export const contrasts = (bench: Bench, calm: State, expr: Expr, pending: number): readonly Contrast[] =>
  alternativesOf(expr).flatMap(alternative => {
    const steady = contrastsOf(bench, calm, expr, alternative);
    if (steady.length > 0) return steady;
    // A change against what was before: the past lasts, and then the state is there for as long as the alert waits.
    for (const past of pasts(bench, calm, expr, alternative)) {
      const sudden: Bench = {
        ...bench,
        history: [{ state: past, samples: bench.settle }],
        settle: Math.ceil(pending / bench.interval) + 4,
      };
      const found = contrastsOf(sudden, past, expr, alternative);
      if (found.length > 0) return found;
    }
    return [];
  });
