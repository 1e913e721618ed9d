import type { Availability } from './versions.ts';

/** The types of values the language computes with. A `range` is a range vector: series with many samples each. */
export type ValueType = 'scalar' | 'string' | 'vector' | 'range';

/** A function: what it takes, what it returns, since when it exists, and what it means for labels and values. */
export interface FunctionSignature {
  /** The types of the arguments; the last one repeats when `max` allows more. */
  readonly args: readonly ValueType[];
  /** The fewest arguments (default: as many as `args`). */
  readonly min?: number;
  /** The most arguments (default: as many as `args`). */
  readonly max?: number;
  readonly returns: 'scalar' | 'vector';
  readonly availability?: Availability;
  /**
   * What becomes of labels. `series`: one result per input series, without the metric name; `named`: with it.
   * Everything else has a rule of its own in the inference.
   */
  readonly labels: 'series' | 'named' | 'none' | 'absent' | 'replace' | 'join' | 'buckets' | 'quantiles' | 'info';
  /** The kind of metric the argument has to be for the result to mean something. */
  readonly wants?: 'counter' | 'gauge';
  /** True when finite input can give NaN. */
  readonly nan?: true;
}

const experimental = (since: string, stable?: string): Availability => ({
  since,
  flag: 'promql-experimental-functions',
  ...(stable === undefined ? {} : { stable }),
});

const vectorToVector = { args: ['vector'], returns: 'vector', labels: 'series' } as const;
const rangeToVector = { args: ['range'], returns: 'vector', labels: 'series' } as const;
const calendar = { args: ['vector'], min: 0, returns: 'vector', labels: 'series' } as const;
const constant = { args: [], returns: 'scalar', labels: 'none' } as const;
const trigonometric = { ...vectorToVector, availability: { since: '2.31' } } as const;
const nativeHistogram = { ...vectorToVector, availability: { since: '2.40' } } as const;
const histogramSpread = { ...vectorToVector, availability: { since: '2.47' } } as const;

/** Every function of the language. Parser, inference and builder read this one table. Source: the changelog of Prometheus. */
export const functions = {
  abs: vectorToVector,
  absent: { args: ['vector'], returns: 'vector', labels: 'absent' },
  absent_over_time: { args: ['range'], returns: 'vector', labels: 'absent', availability: { since: '2.16' } },
  acos: { ...trigonometric, nan: true },
  acosh: { ...trigonometric, nan: true },
  asin: { ...trigonometric, nan: true },
  asinh: trigonometric,
  atan: trigonometric,
  atanh: { ...trigonometric, nan: true },
  avg_over_time: rangeToVector,
  ceil: vectorToVector,
  changes: rangeToVector,
  clamp: {
    args: ['vector', 'scalar', 'scalar'],
    returns: 'vector',
    labels: 'series',
    availability: { since: '2.26' },
  },
  clamp_max: { args: ['vector', 'scalar'], returns: 'vector', labels: 'series' },
  clamp_min: { args: ['vector', 'scalar'], returns: 'vector', labels: 'series' },
  cos: trigonometric,
  cosh: trigonometric,
  count_over_time: rangeToVector,
  day_of_month: calendar,
  day_of_week: calendar,
  day_of_year: { ...calendar, availability: { since: '2.35' } },
  days_in_month: calendar,
  deg: trigonometric,
  delta: { ...rangeToVector, wants: 'gauge' },
  deriv: { ...rangeToVector, wants: 'gauge' },
  double_exponential_smoothing: {
    args: ['range', 'scalar', 'scalar'],
    returns: 'vector',
    labels: 'series',
    wants: 'gauge',
    availability: experimental('3.0'),
  },
  end: { ...constant, availability: experimental('3.12') },
  exp: vectorToVector,
  first_over_time: {
    args: ['range'],
    returns: 'vector',
    labels: 'named',
    availability: experimental('3.7', '3.14'),
  },
  floor: vectorToVector,
  histogram_avg: { ...vectorToVector, nan: true, availability: { since: '2.51' } },
  histogram_count: nativeHistogram,
  histogram_fraction: {
    args: ['scalar', 'scalar', 'vector'],
    returns: 'vector',
    labels: 'buckets',
    nan: true,
    availability: { since: '2.40' },
  },
  histogram_quantile: { args: ['scalar', 'vector'], returns: 'vector', labels: 'buckets', nan: true },
  histogram_quantiles: {
    args: ['vector', 'string', 'scalar'],
    min: 3,
    max: 12,
    returns: 'vector',
    labels: 'quantiles',
    nan: true,
    availability: experimental('3.11'),
  },
  histogram_stddev: { ...histogramSpread, nan: true },
  histogram_stdvar: { ...histogramSpread, nan: true },
  histogram_sum: nativeHistogram,
  holt_winters: {
    args: ['range', 'scalar', 'scalar'],
    returns: 'vector',
    labels: 'series',
    wants: 'gauge',
    availability: { removed: '3.0' },
  },
  hour: calendar,
  idelta: { ...rangeToVector, wants: 'gauge' },
  increase: { ...rangeToVector, wants: 'counter' },
  info: { args: ['vector', 'vector'], min: 1, returns: 'vector', labels: 'info', availability: experimental('2.55') },
  irate: { ...rangeToVector, wants: 'counter' },
  label_join: { args: ['vector', 'string'], min: 3, max: Number.POSITIVE_INFINITY, returns: 'vector', labels: 'join' },
  label_replace: { args: ['vector', 'string', 'string', 'string', 'string'], returns: 'vector', labels: 'replace' },
  last_over_time: { args: ['range'], returns: 'vector', labels: 'named', availability: { since: '2.26' } },
  ln: { ...vectorToVector, nan: true },
  log10: { ...vectorToVector, nan: true },
  log2: { ...vectorToVector, nan: true },
  mad_over_time: { ...rangeToVector, availability: experimental('2.49') },
  max_of: { args: ['scalar', 'scalar'], returns: 'scalar', labels: 'none', availability: experimental('3.13') },
  max_over_time: rangeToVector,
  min_of: { args: ['scalar', 'scalar'], returns: 'scalar', labels: 'none', availability: experimental('3.13') },
  min_over_time: rangeToVector,
  minute: calendar,
  month: calendar,
  pi: { ...constant, availability: { since: '2.31' } },
  predict_linear: { args: ['range', 'scalar'], returns: 'vector', labels: 'series', wants: 'gauge' },
  present_over_time: { ...rangeToVector, availability: { since: '2.29' } },
  quantile_over_time: { args: ['scalar', 'range'], returns: 'vector', labels: 'series' },
  rad: trigonometric,
  range: { ...constant, availability: experimental('3.12') },
  rate: { ...rangeToVector, wants: 'counter' },
  resets: { ...rangeToVector, wants: 'counter' },
  round: { args: ['vector', 'scalar'], min: 1, returns: 'vector', labels: 'series' },
  scalar: { args: ['vector'], returns: 'scalar', labels: 'none', nan: true },
  sgn: { ...vectorToVector, availability: { since: '2.26' } },
  sin: trigonometric,
  sinh: trigonometric,
  sort: { args: ['vector'], returns: 'vector', labels: 'named' },
  sort_by_label: {
    args: ['vector', 'string'],
    min: 1,
    max: Number.POSITIVE_INFINITY,
    returns: 'vector',
    labels: 'named',
    availability: experimental('2.49'),
  },
  sort_by_label_desc: {
    args: ['vector', 'string'],
    min: 1,
    max: Number.POSITIVE_INFINITY,
    returns: 'vector',
    labels: 'named',
    availability: experimental('2.49'),
  },
  sort_desc: { args: ['vector'], returns: 'vector', labels: 'named' },
  sqrt: { ...vectorToVector, nan: true },
  start: { ...constant, availability: experimental('3.12') },
  start_timestamp: { ...vectorToVector, availability: { since: '3.14', flag: 'use-start-timestamps' } },
  stddev_over_time: rangeToVector,
  stdvar_over_time: rangeToVector,
  step: { ...constant, availability: experimental('3.12') },
  sum_over_time: rangeToVector,
  tan: trigonometric,
  tanh: trigonometric,
  time: constant,
  timestamp: vectorToVector,
  ts_of_first_over_time: { ...rangeToVector, availability: experimental('3.7') },
  ts_of_last_over_time: { ...rangeToVector, availability: experimental('3.5') },
  ts_of_max_over_time: { ...rangeToVector, availability: experimental('3.5') },
  ts_of_min_over_time: { ...rangeToVector, availability: experimental('3.5') },
  vector: { args: ['scalar'], returns: 'vector', labels: 'none' },
  year: calendar,
} as const satisfies Readonly<Record<string, FunctionSignature>>;

export type FunctionName = keyof typeof functions;

const byName: ReadonlyMap<string, FunctionSignature> = new Map<string, FunctionSignature>(Object.entries(functions));

/** The function of that name, or undefined. Names are case-sensitive. */
export const functionNamed = (name: string): FunctionSignature | undefined => byName.get(name);

/** How many arguments a function takes at least and at most. */
export const arity = (signature: FunctionSignature): { readonly min: number; readonly max: number } => ({
  min: signature.min ?? signature.args.length,
  max: signature.max ?? signature.args.length,
});
