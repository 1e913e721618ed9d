import type { AggregationName, aggregations } from './aggregations.ts';
import type { FunctionName, functions } from './functions.ts';

/** `avg_over_time` as `avgOverTime`: how a function of the language is called in the builder. */
export type Camel<S extends string> = S extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : S;

/** `avg_over_time` as `avgOverTime`. */
export const camelCase = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

type Table = typeof functions;

/** Functions whose name matches no rule of their own: one result per series of their first argument. */
type With<First extends 'vector' | 'range'> = {
  [F in FunctionName]: Table[F] extends {
    readonly args: readonly [First, ...infer _];
    readonly labels: 'series' | 'named';
    readonly returns: 'vector';
  }
    ? Table[F] extends { readonly max: number }
      ? never
      : F
    : never;
}[FunctionName];

/** Functions of one instant vector that keep its labels: `abs`, `clamp_min`, `round`. */
export type VectorFunction = With<'vector'>;

/** Functions that only mean something for a counter. */
export type CounterFunction = Extract<With<'range'>, 'rate' | 'increase' | 'irate' | 'resets'>;

/** Functions that only mean something for a gauge. */
export type GaugeFunction = Extract<
  With<'range'>,
  'delta' | 'idelta' | 'deriv' | 'predict_linear' | 'double_exponential_smoothing' | 'holt_winters'
>;

/** Functions of a range vector that suit counters and gauges. */
export type RangeFunction = Exclude<With<'range'>, CounterFunction | GaugeFunction>;

type Argument<T, S> = T extends 'scalar' ? number | S : string;

type Arguments<T extends readonly unknown[], S> = T extends readonly [infer Head, ...infer Tail]
  ? [Argument<Head, S>, ...Arguments<Tail, S>]
  : [];

/** The arguments after the first, with `S` for a scalar of the builder. Optional where the table says so. */
export type Rest<F extends FunctionName, S> = Table[F] extends { readonly args: readonly [unknown, ...infer Tail] }
  ? Table[F] extends { readonly min: number }
    ? Partial<Arguments<Tail, S>>
    : Arguments<Tail, S>
  : [];

type Aggregations = typeof aggregations;

/** Aggregations without a parameter that give one series per group: `sum`, `max`. */
export type GroupAggregation = {
  [A in AggregationName]: Aggregations[A] extends { readonly result: 'group'; readonly param: string }
    ? never
    : Aggregations[A] extends { readonly result: 'group' }
      ? A
      : never;
}[AggregationName];

/** Aggregations that choose among the series and keep their labels: `topk`. */
export type SelectAggregation = {
  [A in AggregationName]: Aggregations[A] extends { readonly result: 'select' } ? A : never;
}[AggregationName];
