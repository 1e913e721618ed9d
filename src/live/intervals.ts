/** A stretch of time in which something was above its bound. */
export interface Interval {
  /** Seconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** The highest value in it. */
  readonly worst: number;
}

/** Float noise of a division is no violation. */
const noise = 1e-9;

/**
 * The stretches in which values are above a bound. A value at a time speaks for the `step` seconds before it; neighbours
 * are one stretch, and where no value is known none goes on.
 */
export const intervalsAbove = (
  points: readonly { readonly at: number; readonly value: number }[],
  bound: number,
  step: number,
): readonly Interval[] => {
  const found: Interval[] = [];
  for (const { at, value } of points) {
    if (!(value > bound * (1 + noise))) continue;
    const last = found.at(-1);
    if (last !== undefined && last.to === at - step)
      found[found.length - 1] = { from: last.from, to: at, worst: Math.max(last.worst, value) };
    else found.push({ from: at - step, to: at, worst: value });
  }
  return found;
};
