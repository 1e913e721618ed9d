import type { Expr } from '../promql/syntax.ts';
import { walk } from '../promql/walk.ts';
import { selectorsOf } from './gather.ts';
import type { Setting, Source, State } from './source.ts';

/** One number of a state that can be turned. */
export interface Knob {
  readonly turn: (state: State, value: number) => State;
  /** Values to begin with, ascending. */
  readonly scale: readonly number[];
}

const decades = [1e-6, 1e-4, 1e-3, 0.01, 0.1, 1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e8, 1e10] as const;
const positive: readonly number[] = [0, ...decades];
const signed: readonly number[] = [...decades.map(value => -value).reverse(), 0, ...decades];
const portions: readonly number[] = [0, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1];

const change = (state: State, index: number, part: Partial<Setting>): State =>
  state.map((setting, i) => (i === index ? { ...setting, ...part } : setting));

const steps = (last: number): readonly number[] => Array.from({ length: 2 * last + 1 }, (_, i) => i / 2);

/** Whether one of the functions stands around a selector of that name. */
const isUnder = (expr: Expr, pattern: RegExp, name: string): boolean => {
  let found = false;
  walk(expr, node => {
    if (node.kind === 'call' && pattern.test(node.func))
      found ||= node.args.some(arg => selectorsOf(arg).some(selector => selector.name === name));
  });
  return found;
};

const reads = (expr: Expr, source: Source): boolean =>
  selectorsOf(expr).some(
    ({ name }) => name !== undefined && source.parts.some(part => `${source.name}${part}` === name),
  );

/** What can be turned to move the value of an expression, the most telling first. */
export const knobsOf = (expr: Expr, sources: readonly Source[]): readonly Knob[] => {
  const used = sources.flatMap((source, i) => (source.live && reads(expr, source) ? [{ source, i }] : []));
  const counters = used.filter(({ source }) => source.kind === 'counter');
  const shares = counters.flatMap(({ source, i }) =>
    counters
      .filter(other => other.i > i && other.source.name === source.name)
      .map(
        (other): Knob => ({
          scale: portions,
          turn: (state, value) => {
            const total = (state[i]?.amount ?? 0) + (state[other.i]?.amount ?? 0);
            // Of the rest, so that both numbers stay short.
            const part = Number((total * value).toPrecision(10));
            return change(change(state, i, { amount: part }), other.i, {
              amount: Number((total - part).toPrecision(10)),
            });
          },
        }),
      ),
  );
  const positions = used
    .filter(({ source }) => source.kind === 'histogram')
    .map(
      ({ source, i }): Knob => ({
        scale: steps(source.bounds.length),
        turn: (state, value) => change(state, i, { position: value }),
      }),
    );
  const motions = used
    .filter(({ source }) => source.kind === 'gauge')
    .flatMap(({ source, i }): readonly Knob[] => [
      ...(isUnder(expr, /^(?:changes|resets)$/, source.name)
        ? [{ scale: positive.slice(0, 7), turn: (state: State, value: number) => change(state, i, { flips: value }) }]
        : []),
      ...(isUnder(expr, /^(?:deriv|predict_linear|i?delta|double_exponential_smoothing)$/, source.name)
        ? [{ scale: signed, turn: (state: State, value: number) => change(state, i, { slope: value }) }]
        : []),
    ]);
  const amounts = used.map(
    ({ source, i }): Knob => ({
      scale: source.kind === 'gauge' || source.kind === 'clock' ? signed : positive,
      turn: (state, value) => change(state, i, { amount: value }),
    }),
  );
  const moving = sources.flatMap(({ kind, live }, i) =>
    live && (kind === 'counter' || kind === 'histogram') ? [i] : [],
  );
  const together: readonly Knob[] =
    moving.length < 2
      ? []
      : [
          {
            scale: positive,
            turn: (state, value) =>
              state.map((setting, i) =>
                moving.includes(i) ? { ...setting, amount: setting.amount * value } : setting,
              ),
          },
        ];
  return [...motions, ...shares, ...positions, ...amounts, ...together];
};
