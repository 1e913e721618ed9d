import type { ScrapeJob } from '../ir/scrape-job.ts';
import type { SeriesUse } from '../promql/inference.ts';
import type { MetricDeclaration } from '../promql/metric.ts';
import { seriesOfDeclaration } from '../promql/series-of-declaration.ts';
import { admits } from './exclusive-matchers.ts';
import type { PlannedExpression } from './expressions.ts';
import type { JobExposure } from './job-exposures.ts';

/** What of a job somebody uses. */
export interface UsedSeries {
  /** Names of series, in order: those that rules and panels read, and those that the author keeps. */
  readonly names: readonly string[];
  /** Bounds that are read of a histogram's buckets, by series name; absent where all of them are. */
  readonly bounds: ReadonlyMap<string, ReadonlySet<number>>;
}

/** Labels of a job whose values are known before anything is scraped. */
const fixedLabels = ['service', 'team', 'env', 'tier'] as const;

/** Whether series of the job can be among those that a selector selects. */
export const canSelect = (use: SeriesUse, { id, labels }: ScrapeJob): boolean =>
  use.matchers.every(matcher => {
    const value =
      matcher.label === 'job'
        ? id
        : fixedLabels.some(label => label === matcher.label)
          ? labels[matcher.label]
          : undefined;
    return value === undefined || admits(matcher, value) !== false;
  });

/**
 * What rules, objectives and panels use of every job that keeps only that; a job that keeps everything has no entry. A
 * selector without a fixed name may read anything: its jobs keep everything as well.
 */
export const usedSeries = (
  expressions: readonly PlannedExpression[],
  exposures: readonly JobExposure[],
  otherwise: 'all' | 'used',
): ReadonlyMap<string, UsedSeries> => {
  const trimmed = exposures.filter(({ job }) => (job.cardinality ?? otherwise) === 'used');
  if (trimmed.length === 0) return new Map();
  const uses = expressions
    .flatMap(({ inference }) => inference?.uses ?? [])
    .filter(({ source }) => source !== 'record');
  const owners = ownersOf(exposures);
  return new Map(
    trimmed.flatMap(exposure => {
      const own = uses.filter(use => canSelect(use, exposure.job));
      return own.some(({ name }) => name === undefined) ? [] : [[exposure.job.id, usedOf(exposure, own, owners)]];
    }),
  );
};

/** Which jobs expose a series name. */
const ownersOf = (exposures: readonly JobExposure[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const owners = new Map<string, Set<string>>();
  for (const { job, metrics } of exposures)
    for (const metric of metrics)
      for (const { name } of seriesOfDeclaration(metric)) {
        const known = owners.get(name);
        if (known === undefined) owners.set(name, new Set([job.id]));
        else known.add(job.id);
      }
  return owners;
};

const usedOf = (
  { job, metrics, isModelled }: JobExposure,
  uses: readonly SeriesUse[],
  owners: ReadonlyMap<string, ReadonlySet<string>>,
): UsedSeries => {
  // What nobody declares may come from any job, and a job that nobody modelled may expose anything.
  const mine = uses.filter(
    ({ name = '', source }) =>
      source !== 'builtin' && (!isModelled || (owners.get(name)?.has(job.id) ?? source !== 'metric')),
  );
  const names = new Set([...mine.map(({ name = '' }) => name), ...(job.alsoKeep ?? [])]);
  const bounds = new Map<string, ReadonlySet<number>>();
  for (const metric of metrics) {
    const bucket = `${metric.name}_bucket`;
    const read = mine.filter(({ name }) => name === bucket).map(use => boundsRead(metric, use));
    if (metric.kind !== 'histogram' || job.alsoKeep?.includes(bucket) === true) continue;
    if (read.length > 0 && read.every(each => each !== undefined)) bounds.set(bucket, new Set(read.flat()));
  }
  return { names: [...names].toSorted(), bounds };
};

/** Bounds that a selector of buckets picks; undefined when it reads the whole distribution. */
const boundsRead = ({ buckets }: MetricDeclaration, use: SeriesUse): readonly number[] | undefined => {
  const picking = use.matchers.filter(({ label }) => label === 'le');
  if (buckets === undefined || picking.length === 0) return undefined;
  return buckets.filter(bound =>
    spellings(bound).some(text => picking.every(matcher => admits(matcher, text) !== false)),
  );
};

/** A whole bound is `1` for Prometheus 2 and `1.0` for Prometheus 3. */
const spellings = (bound: number): readonly string[] =>
  Number.isInteger(bound) ? [`${bound}`, `${bound}.0`] : [`${bound}`];

/** Series of one target that stay. */
export const keptSeries = (metric: MetricDeclaration, combinations: number, used: UsedSeries | undefined): number =>
  seriesOfDeclaration(metric).reduce((sum, { name, shape }) => {
    if (used !== undefined && !used.names.includes(name)) return sum;
    if (shape !== 'buckets') return sum + combinations;
    return sum + combinations * ((used?.bounds.get(name)?.size ?? metric.buckets?.length ?? 0) + 1);
  }, 0);
