import { distinct, type Stop, type VectorSample, type VectorValue } from './evaluated.ts';
import { type Labels, type LabelTable, labelValue } from './labels.ts';

/** A bucket of a classic histogram: how many observations were at most `bound`. */
interface Bucket {
  readonly bound: number;
  readonly count: number;
}

/** Relative differences below this between two buckets are float noise. */
const noise = 1e-12;

/** The smallest positive number with full precision; below it the noise is absolute. */
const smallestNormal = 2.2250738585072014e-308;

const almostEqual = (a: number, b: number): boolean => {
  if (a === b) return true;
  const sum = Math.abs(a) + Math.abs(b);
  const difference = Math.abs(a - b);
  if (a === 0 || b === 0 || sum < smallestNormal) return difference < noise * smallestNormal;
  return difference / Math.min(sum, Number.MAX_VALUE) < noise;
};

/** Ascending, with the counts of equal bounds added up. */
const merged = (buckets: readonly Bucket[]): readonly Bucket[] => {
  const result: { readonly bound: number; count: number }[] = [];
  for (const { bound, count } of buckets.toSorted((a, b) => (a.bound === b.bound ? 0 : a.bound - b.bound))) {
    const last = result.at(-1);
    if (last !== undefined && last.bound === bound) last.count += count;
    else result.push({ bound, count });
  }
  return result;
};

/** Counts that never fall, and that do not rise by noise. */
const monotonic = (buckets: readonly Bucket[]): readonly Bucket[] => {
  let previous = buckets[0]?.count ?? 0;
  return buckets.map(bucket => {
    if (bucket.count === previous) return bucket;
    if (almostEqual(previous, bucket.count) || bucket.count < previous) return { ...bucket, count: previous };
    previous = bucket.count;
    return bucket;
  });
};

/** The quantile, interpolated within its bucket; the bound below when it lies in the last one. */
const quantile = (q: number, buckets: readonly Bucket[]): number => {
  if (Number.isNaN(q)) return Number.NaN;
  if (q < 0) return Number.NEGATIVE_INFINITY;
  if (q > 1) return Number.POSITIVE_INFINITY;
  const sorted = monotonic(merged(buckets));
  const last = sorted.at(-1);
  const below = sorted.at(-2);
  if (last === undefined || below === undefined || last.bound !== Number.POSITIVE_INFINITY || last.count === 0)
    return Number.NaN;
  const rank = q * last.count;
  const found = sorted.findIndex(({ count }) => count >= rank);
  const index = found < 0 ? sorted.length - 1 : found;
  const bucket = sorted[index];
  if (bucket === undefined || index === sorted.length - 1) return below.bound;
  if (index === 0 && bucket.bound <= 0) return bucket.bound;
  const start = sorted[index - 1] ?? { bound: 0, count: 0 };
  return start.bound + (bucket.bound - start.bound) * ((rank - start.count) / (bucket.count - start.count));
};

/** The number in a label, as Go reads it; undefined when it holds none. */
const boundOf = (text: string): number | undefined => {
  if (/^[+-]?inf(?:inity)?$/i.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
};

/**
 * `histogram_quantile` over classic histograms: the series that differ in nothing but `le` and the name are the
 * buckets of one. Series whose `le` is no number are left out.
 */
export const histogramQuantile = (
  node: object,
  q: number,
  samples: readonly VectorSample[],
  table: LabelTable,
): VectorValue | Stop => {
  const histograms = new Map<Labels, Bucket[]>();
  for (const { labels, value } of samples) {
    const bound = boundOf(labelValue(labels, 'le'));
    if (bound === undefined) continue;
    const key = table.derive(node, labels, () => table.project(labels, { kind: 'drop', labels: ['le'] }));
    const buckets = histograms.get(key);
    if (buckets === undefined) histograms.set(key, [{ bound, count: value }]);
    else buckets.push({ bound, count: value });
  }
  return distinct([...histograms].map(([labels, buckets]) => ({ labels, value: quantile(q, buckets) })));
};
