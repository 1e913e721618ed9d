import type { Call, Selector } from '../promql/syntax.ts';
import type { Context } from './context.ts';
import { asVector, distinct, type Evaluated, failure, isStop, type VectorSample } from './evaluated.ts';
import { positionAt } from './points.ts';
import type { StoredSeries } from './storage.ts';
import { referenceTime } from './times.ts';

const newest = (
  node: Selector,
  context: Context,
  read: (series: StoredSeries, position: number) => VectorSample,
): Evaluated => {
  const at = referenceTime(node, context);
  if (typeof at !== 'number') return at;
  const selected = context.storage.select(node);
  if (isStop(selected)) return selected;
  const samples: VectorSample[] = [];
  for (const series of selected.series) {
    const position = positionAt(series, at, context.lookback, context.leftOpen);
    if (position >= 0) samples.push(read(series, position));
  }
  return distinct(samples);
};

/** The newest sample of every series a selector matches. */
export const evaluateSelector = (node: Selector, context: Context): Evaluated =>
  newest(node, context, ({ labels, values }, position) => ({ labels, value: values[position] ?? Number.NaN }));

/** `timestamp`: when the samples of a selector were taken; of anything else, when it is evaluated. In seconds. */
export const evaluateTimestamps = ({ args }: Call, context: Context): Evaluated => {
  const [arg] = args;
  const table = context.storage.labels;
  if (arg === undefined) return failure('expected an instant vector');
  if (arg.kind === 'selector') {
    const taken = asVector(
      newest(arg, context, ({ labels, times }, position) => ({ labels, value: (times[position] ?? 0) / 1_000 })),
    );
    return isStop(taken)
      ? taken
      : distinct(taken.samples.map(({ labels, value }) => ({ labels: table.withoutName(labels), value })));
  }
  const vector = asVector(context.evaluate(arg, context));
  if (isStop(vector)) return vector;
  return distinct(
    vector.samples.map(({ labels }) => ({ labels: table.withoutName(labels), value: context.at / 1_000 })),
  );
};
