/** The values to compute with: positions `from` (included) to `to` (excluded). */
export interface Values {
  readonly values: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** A sum that carries the error of each addition along (Neumaier): it depends on order in the last digit at most. */
class Accumulator {
  #sum = 0;
  #carried = 0;

  add(value: number): void {
    const sum = this.#sum;
    const total = sum + value;
    if (total === Number.POSITIVE_INFINITY || total === Number.NEGATIVE_INFINITY) this.#carried = 0;
    else if (Math.abs(sum) >= Math.abs(value)) this.#carried += sum - total + value;
    else this.#carried += value - total + sum;
    this.#sum = total;
  }

  total(): number {
    return Number.isFinite(this.#sum) ? this.#sum + this.#carried : this.#sum;
  }
}

export const sumOf = ({ values, from, to }: Values): number => {
  const sum = new Accumulator();
  for (let i = from; i < to; i++) sum.add(values[i] ?? Number.NaN);
  return sum.total();
};

/** The mean without overflow: each value moves it by its share. */
const incrementalMean = ({ values, from, to }: Values): number => {
  let mean = 0;
  for (let i = from; i < to; i++) {
    const count = i - from + 1;
    mean += (values[i] ?? Number.NaN) / count - mean / count;
  }
  return mean;
};

export const meanOf = (points: Values): number => {
  const { values, from, to } = points;
  const sum = sumOf(points);
  if (Number.isFinite(sum) || Number.isNaN(sum)) return sum / (to - from);
  for (let i = from; i < to; i++) if (!Number.isFinite(values[i] ?? Number.NaN)) return sum;
  return incrementalMean(points);
};

/** The population variance, by Welford's method. Not a number when a value is infinite. */
export const varianceOf = ({ values, from, to }: Values): number => {
  let mean = 0;
  let sum = 0;
  for (let i = from; i < to; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) return Number.NaN;
    const delta = value - mean;
    mean += delta / (i - from + 1);
    sum += delta * (value - mean);
  }
  return sum / (to - from);
};

/** The same with the error of each addition carried along, as Prometheus does over time but not over series. */
export const preciseVarianceOf = ({ values, from, to }: Values): number => {
  const mean = new Accumulator();
  const sum = new Accumulator();
  for (let i = from; i < to; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) return Number.NaN;
    const delta = value - mean.total();
    mean.add(delta / (i - from + 1));
    sum.add(delta * (value - mean.total()));
  }
  return sum.total() / (to - from);
};

/** The smallest value; values that are no number only count when there is nothing else. */
export const minimumOf = ({ values, from, to }: Values): number => {
  let result = Number.NaN;
  for (let i = from; i < to; i++) {
    const value = values[i] ?? Number.NaN;
    if (value < result || Number.isNaN(result)) result = value;
  }
  return result;
};

/** The largest value; values that are no number only count when there is nothing else. */
export const maximumOf = ({ values, from, to }: Values): number => {
  let result = Number.NaN;
  for (let i = from; i < to; i++) {
    const value = values[i] ?? Number.NaN;
    if (value > result || Number.isNaN(result)) result = value;
  }
  return result;
};

/** Ascending, with what is no number first, as Prometheus sorts. */
const ascending = (a: number, b: number): number => {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  return Number.isNaN(b) ? 1 : a < b ? -1 : a > b ? 1 : 0;
};

/** The quantile with linear interpolation between neighbours; infinite when `q` lies outside 0 to 1. */
export const quantileOf = (q: number, { values, from, to }: Values): number => {
  if (to === from || Number.isNaN(q)) return Number.NaN;
  if (q < 0) return Number.NEGATIVE_INFINITY;
  if (q > 1) return Number.POSITIVE_INFINITY;
  const sorted = values.slice(from, to).sort(ascending);
  const rank = q * (sorted.length - 1);
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(sorted.length - 1, lower + 1);
  const weight = rank - Math.floor(rank);
  return (sorted[lower] ?? Number.NaN) * (1 - weight) + (sorted[upper] ?? Number.NaN) * weight;
};

/** The median of the distances from the median. */
export const medianDeviationOf = (points: Values): number => {
  const median = quantileOf(0.5, points);
  const distances = points.values.slice(points.from, points.to).map(value => Math.abs(value - median));
  return quantileOf(0.5, { values: distances, from: 0, to: distances.length });
};
