import type { PerformanceQuery } from '../ir/live-queries.ts';
import type { PerformanceStatus } from '../ir/status.ts';
import type { Prometheus } from './prometheus.ts';
import type { Sample } from './samples.ts';
import type { Answer } from './server.ts';

/** Asks for both quantiles of a histogram and holds them against what is promised. */
export const askPerformance = async (
  prometheus: Prometheus,
  query: PerformanceQuery,
): Promise<Answer<PerformanceStatus>> => {
  const [p95, p99] = await Promise.all([prometheus.query(query.p95), prometheus.query(query.p99)]);
  if ('failure' in p95) return p95;
  if ('failure' in p99) return p99;
  const found = { p95: finite(p95.value), p99: finite(p99.value) };
  const { id, histogram, target_p95, target_p99 } = query;
  return {
    value: {
      id,
      histogram,
      status: statusOf([
        [found.p95, target_p95],
        [found.p99, target_p99],
      ]),
      ...found,
      target_p95,
      target_p99,
    },
    notes: [...p95.notes, ...p99.notes],
  };
};

/** A quantile without traffic is NaN, and one beyond the last bucket that of the bucket: only numbers are values. */
const finite = ([sample]: readonly Sample[]): number | null =>
  sample === undefined || !Number.isFinite(sample.value) ? null : sample.value;

/** One limit that is exceeded is enough; that none is needs all of them to be known. */
const statusOf = (
  pairs: readonly (readonly [value: number | null, target: number | null])[],
): PerformanceStatus['status'] => {
  const promised = pairs.filter(([, target]) => target !== null);
  if (promised.some(([value, target]) => value !== null && target !== null && value > target)) return 'exceeded';
  return pairs.some(([value]) => value === null) ? 'unknown' : 'ok';
};
