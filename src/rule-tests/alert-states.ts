import type { Expr } from '../promql/syntax.ts';
import { type Alternative, alternativesOf, type Literal } from './alternatives.ts';
import { aimAt, aimKeeping, isMet, meetAll } from './solve.ts';
import type { State } from './source.ts';
import { type Bench, tryState, valueIn } from './trial.ts';

/** States around one literal of one alternative. */
export interface Contrast {
  readonly kind: 'contrast';
  readonly bench: Bench;
  readonly alternative: Alternative;
  readonly literal: Literal;
  readonly under: State;
  readonly over: State;
  /** Further from the bound, for sources that must not count. */
  readonly farUnder: State;
  readonly farOver: State;
  /** As `over`, with twice as much going on where that does not matter: a quotient stays what it is. */
  readonly busy: State;
  /** Exactly at the bound, where it can be reached; looking for it takes as long as all the rest. */
  readonly at: () => State | undefined;
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

/** Amounts for which computed numbers come out even, one after the other. */
const evenFactors = [1, 2, 0.5, 0.2, 10, 3, 0.6, 7] as const;

/** A state at the bound of a literal, where arithmetic allows for one. */
const exactly = (bench: Bench, over: State, alternative: Alternative, literal: Literal): State | undefined => {
  const moves = bench.sources.some(({ kind }) => kind === 'counter' || kind === 'histogram');
  for (const factor of moves ? evenFactors : [1]) {
    const start = factor === 1 ? over : scaledState(over, factor);
    const others = alternative.filter(other => other !== literal);
    const found = aimKeeping(bench, start, others, literal, 'at');
    if (found !== undefined) return found;
  }
  return undefined;
};

const leftOf = (bench: Bench, state: State, { atom }: Literal): number | undefined => {
  if (atom.kind !== 'comparison') return undefined;
  const value = valueIn(tryState(bench, state), atom.expr.left);
  return value.kind === 'vector' ? value.samples[0]?.value : undefined;
};

const busier = (bench: Bench, over: State, alternative: Alternative, literal: Literal): State => {
  const twice = over.map((setting, i) => {
    const kind = bench.sources[i]?.kind;
    return kind === 'counter' || kind === 'histogram' ? { ...setting, amount: 2 * setting.amount } : setting;
  });
  const before = leftOf(bench, over, literal);
  const after = leftOf(bench, twice, literal);
  if (before === undefined || after === undefined || Math.abs(before - after) > 1e-9 * Math.abs(before)) return over;
  const trial = tryState(bench, twice);
  return alternative.every(other => isMet(trial, other)) ? twice : over;
};

const first = (states: Generator<State>, isFine: (state: State) => boolean): State | undefined => {
  for (const state of states) if (isFine(state)) return state;
  return undefined;
};

function* contrastsOf(bench: Bench, calm: State, expr: Expr, alternative: Alternative): Generator<Contrast> {
  const met = meetAll(bench, calm, alternative, 'over');
  if (met === undefined) return;
  const far = alternative.length > 1 ? meetAll(bench, calm, alternative, 'far over') : undefined;
  const silent = (state: State): boolean => isSilent(bench, state, expr);
  for (const [i, literal] of alternative.entries()) {
    const pairs = [met, ...(far === undefined ? [] : [far])].flatMap(start => {
      const over = aimKeeping(bench, start, alternative, literal, 'over');
      const under = aimKeeping(bench, start, alternative, literal, 'under');
      return over !== undefined && under !== undefined && silent(under) ? [{ over, under }] : [];
    });
    const [pair] = pairs;
    const fallback = i > 0 ? undefined : first(aimAt(bench, met, literal, 'under'), silent);
    const { over, under } = pair ?? { over: met, under: fallback };
    if (under === undefined) continue;
    yield {
      kind: 'contrast',
      bench,
      alternative,
      literal,
      under,
      over,
      busy: busier(bench, over, alternative, literal),
      farUnder: first(aimAt(bench, over, literal, 'far under'), silent) ?? under,
      farOver: aimKeeping(bench, over, alternative, literal, 'far over') ?? over,
      at: () => (isEquality(literal) ? undefined : exactly(bench, over, alternative, literal)),
    };
  }
}

/** All amounts of a state times a factor. */
export const scaledState = (state: State, factor: number): State =>
  state.map(setting => ({ ...setting, amount: Number((setting.amount * factor).toPrecision(10)) }));

/** States in which the alert is silent and that can have lasted. */
function* pasts(bench: Bench, calm: State, expr: Expr, alternative: Alternative): Generator<State> {
  yield calm;
  for (const aim of ['far under', 'over', 'far over'] as const)
    for (const literal of alternative) {
      const found = first(aimAt(bench, calm, literal, aim), state => isSilent(bench, state, expr));
      if (found !== undefined) yield found;
    }
  // Near each bound as well: what is three times as much now was far less then.
  for (const literal of alternative)
    for (const factor of [0.3, 3]) {
      const [near] = aimAt(bench, calm, literal, 'under');
      const scaled = scaledState(near ?? calm, factor);
      if (isSilent(bench, scaled, expr)) yield scaled;
    }
}

/** A past after which a state that would make the alert fire does not. */
export interface QuietPast {
  readonly kind: 'quiet past';
  readonly bench: Bench;
  readonly literal: Literal;
  readonly state: State;
}

/** A change against what was before: the past lasts, and then a state is there for as long as the alert waits. */
function* suddenContrasts(
  bench: Bench,
  calm: State,
  expr: Expr,
  pending: number,
  alternative: Alternative,
): Generator<Contrast | QuietPast> {
  const found = new Map<Literal, Contrast>();
  const quiet = new Set<Literal>();
  const after = (past: State): Bench => ({
    ...bench,
    history: [{ state: past, samples: bench.settle }],
    settle: Math.ceil(pending / bench.interval) + 4,
  });
  const candidates = [...pasts(bench, calm, expr, alternative)];
  for (const past of candidates)
    for (const contrast of contrastsOf(after(past), past, expr, alternative)) {
      if (found.has(contrast.literal)) continue;
      found.set(contrast.literal, contrast);
      yield contrast;
    }
  const [one] = found.values();
  if (one === undefined) return;
  for (const past of candidates) {
    const trial = tryState(after(past), one.over);
    for (const literal of alternative) {
      if (found.has(literal) || quiet.has(literal)) continue;
      if (!alternative.every(other => isMet(trial, other) === (other !== literal))) continue;
      quiet.add(literal);
      yield { kind: 'quiet past', bench: after(past), literal, state: one.over };
    }
  }
}

/** For each literal of each alternative, states just short of what it asks and just beyond; found as they are asked for. */
export function* contrasts(bench: Bench, calm: State, expr: Expr, pending: number): Generator<Contrast | QuietPast> {
  for (const alternative of alternativesOf(expr)) {
    let isSteady = false;
    for (const contrast of contrastsOf(bench, calm, expr, alternative)) {
      isSteady = true;
      yield contrast;
    }
    if (!isSteady) yield* suddenContrasts(bench, calm, expr, pending, alternative);
  }
}
