import type { Call, Expr } from '../promql/syntax.ts';
import { evaluateAbsent } from './absent.ts';
import { calendarNamed } from './calendar.ts';
import type { Context } from './context.ts';
import { elementwiseNamed } from './elementwise.ts';
import {
  asScalar,
  asVector,
  distinct,
  type Evaluated,
  failure,
  isStop,
  type Stop,
  unsupported,
  type VectorSample,
  type VectorValue,
} from './evaluated.ts';
import { histogramQuantile } from './histogram.ts';
import { labelJoin, labelReplace } from './label-functions.ts';
import { mapDistinct } from './origins.ts';
import { overTimeNamed } from './over-time.ts';
import { evaluateRange } from './range.ts';
import { evaluateTimestamps } from './selector.ts';

interface Numbers {
  readonly kind: 'numbers';
  readonly values: readonly number[];
}

const numbersOf = (args: readonly Expr[], context: Context): Numbers | Stop => {
  const values: number[] = [];
  for (const arg of args) {
    const scalar = asScalar(context.evaluate(arg, context));
    if (isStop(scalar)) return scalar;
    values.push(scalar.value);
  }
  return { kind: 'numbers', values };
};

/** The instant vector an argument is worth; a missing argument is a mistake that the parser reports. */
const vectorOf = (arg: Expr | undefined, context: Context): VectorValue | Stop =>
  arg === undefined ? failure('expected an instant vector') : asVector(context.evaluate(arg, context));

const evaluateElementwise = (
  node: Call,
  context: Context,
  apply: (value: number, ...params: readonly number[]) => number,
): Evaluated => {
  const [first, ...rest] = node.args;
  const vector = vectorOf(first, context);
  if (isStop(vector)) return vector;
  const params = numbersOf(rest, context);
  if (isStop(params)) return params;
  const [least = 0, most = 0] = params.values;
  if (node.func === 'clamp' && least > most) return { kind: 'vector', samples: [] };
  const table = context.storage.labels;
  return distinct(
    vector.samples.map(({ labels, value }) => ({
      labels: table.withoutName(labels),
      value: apply(value, ...params.values),
    })),
  );
};

/** The functions over a range whose results keep the name of the metric. */
const named: ReadonlySet<string> = new Set(['last_over_time', 'first_over_time']);

const evaluateOverTime = (node: Call, context: Context): Evaluated => {
  const apply = overTimeNamed(node.func);
  const range = node.args.find(arg => arg.kind === 'range' || arg.kind === 'subquery');
  if (apply === undefined || (range?.kind !== 'range' && range?.kind !== 'subquery'))
    return unsupported(`the function \`${node.func}\``);
  if (node.func === 'predict_linear' && range.at !== undefined && context.at !== context.queryAt)
    return unsupported('`predict_linear` of a range with `@` within a subquery');
  const params = numbersOf(
    node.args.filter(arg => arg !== range),
    context,
  );
  if (isStop(params)) return params;
  if (node.func === 'double_exponential_smoothing' && params.values.some(value => !(value > 0 && value < 1)))
    return failure('invalid smoothing factor or trend factor: expected a number between 0 and 1');
  const value = evaluateRange(range, context);
  if (isStop(value)) return value;
  const table = context.storage.labels;
  return mapDistinct(node, value.series, context, ({ labels, points }) => {
    if (points.to <= points.from) return undefined;
    const result = apply(points, value, params.values, context);
    if (result === undefined) return undefined;
    return { labels: named.has(node.func) ? labels : table.withoutName(labels), value: result };
  });
};

const evaluateCalendar = (node: Call, context: Context, part: (seconds: number) => number | undefined): Evaluated => {
  const table = context.storage.labels;
  const [arg] = node.args;
  const vector: VectorValue | Stop =
    arg === undefined
      ? { kind: 'vector', samples: [{ labels: table.none, value: context.at / 1_000 }] }
      : vectorOf(arg, context);
  if (isStop(vector)) return vector;
  const samples: VectorSample[] = [];
  for (const { labels, value } of vector.samples) {
    const result = part(value);
    if (result === undefined) return unsupported(`\`${node.func}\` of a time outside of the years 100 to 9999`);
    samples.push({ labels: table.withoutName(labels), value: result });
  }
  return distinct(samples);
};

const sorted = (node: Call, context: Context): Evaluated => {
  const vector = vectorOf(node.args[0], context);
  if (isStop(vector)) return vector;
  const falling = node.func === 'sort_desc';
  const samples = vector.samples.toSorted((a, b) => {
    if (Number.isNaN(a.value)) return Number.isNaN(b.value) ? 0 : 1;
    if (Number.isNaN(b.value)) return -1;
    return a.value === b.value ? 0 : a.value < b.value === falling ? 1 : -1;
  });
  return { kind: 'vector', samples };
};

/** The value of a function call. Functions of native histograms and of the order of series are not supported. */
export const evaluateCall = (node: Call, context: Context): Evaluated => {
  const [first, second] = node.args;
  switch (node.func) {
    case 'time':
      return { kind: 'scalar', value: context.at / 1_000 };
    case 'pi':
      return { kind: 'scalar', value: Math.PI };
    case 'scalar': {
      const vector = vectorOf(first, context);
      if (isStop(vector)) return vector;
      const [only, ...more] = vector.samples;
      return { kind: 'scalar', value: only === undefined || more.length > 0 ? Number.NaN : only.value };
    }
    case 'vector': {
      const numbers = numbersOf(node.args, context);
      if (isStop(numbers)) return numbers;
      return {
        kind: 'vector',
        samples: numbers.values.map(value => ({ labels: context.storage.labels.none, value })),
      };
    }
    case 'timestamp':
      return evaluateTimestamps(node, context);
    case 'absent':
    case 'absent_over_time':
      return evaluateAbsent(first, context);
    case 'label_replace':
      return labelReplace(node, context);
    case 'label_join':
      return labelJoin(node, context);
    case 'sort':
    case 'sort_desc':
      return sorted(node, context);
    case 'histogram_quantile': {
      const numbers = numbersOf(first === undefined ? [] : [first], context);
      if (isStop(numbers)) return numbers;
      const vector = vectorOf(second, context);
      if (isStop(vector)) return vector;
      return histogramQuantile(node, numbers.values[0] ?? Number.NaN, vector.samples, context.storage.labels);
    }
    default: {
      const elementwise = elementwiseNamed(node.func);
      if (elementwise !== undefined) return evaluateElementwise(node, context, elementwise);
      const part = calendarNamed(node.func);
      return part === undefined ? evaluateOverTime(node, context) : evaluateCalendar(node, context, part);
    }
  }
};
