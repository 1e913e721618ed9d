import type { Facts } from '../analysis/facts.ts';
import type { UsedSeries } from '../analysis/used-series.ts';
import { binaryQuantity, coreQuantity } from '../ir/capacity.ts';
import type { Plan } from '../ir/plan.ts';
import type { Relabeling, ScrapeJob } from '../ir/scrape-job.ts';
import type { Workload } from '../ir/workload.ts';
import type { MetricDeclaration } from '../promql/metric.ts';

/** The plan with what only the whole can tell: which series a job keeps, and how large a server must be. */
export const refine = (plan: Plan, facts: Facts): Plan => {
  const exposures = new Map(facts.exposures.map(exposure => [exposure.job.id, exposure.metrics]));
  return {
    ...plan,
    jobs: plan.jobs.map(job => {
      const used = facts.used.get(job.id);
      return used === undefined ? job : keeping(job, used, exposures.get(job.id) ?? []);
    }),
    workloads: plan.workloads.map(workload => sized(workload, facts)),
  };
};

/** The steps come after the author's own, which may have renamed what was scraped. */
const keeping = (job: ScrapeJob, used: UsedSeries, metrics: readonly MetricDeclaration[]): ScrapeJob => ({
  ...job,
  metricRelabel: [
    ...job.metricRelabel,
    { source_labels: ['__name__'], regex: used.names.join('|'), action: 'keep' },
    ...metrics.flatMap(metric => unusedBounds(metric, used)),
  ],
});

/** Drops the buckets that nobody reads; the infinite one stays, a histogram without it is none. */
const unusedBounds = ({ name, buckets = [] }: MetricDeclaration, { bounds }: UsedSeries): readonly Relabeling[] => {
  const read = bounds.get(`${name}_bucket`);
  if (read === undefined) return [];
  const unread = buckets.filter(bound => !read.has(bound) && isPlain(bound));
  if (unread.length === 0) return [];
  return [
    {
      source_labels: ['__name__', 'le'],
      separator: ';',
      regex: `${name}_bucket;(?:${unread.map(spelling).join('|')})`,
      action: 'drop',
    },
  ];
};

/** Very large and very small bounds are written with an exponent by some libraries and not by others: they stay. */
const isPlain = (bound: number): boolean => bound >= 0.0001 && bound < 100_000;

/** Prometheus 2 stores the bound 1 as `1`, Prometheus 3 as `1.0`. */
const spelling = (bound: number): string =>
  Number.isInteger(bound) ? `${bound}(?:[.]0)?` : String(bound).replace('.', '[.]');

const sized = (workload: Workload, { capacity, documents }: Facts): Workload => {
  const { sizing } = workload;
  if (sizing === undefined) return workload;
  const withVolume = (bytes: number): Workload['storage'] =>
    workload.storage.map(storage =>
      storage.name === sizing.volume ? { ...storage, size: binaryQuantity(bytes) } : storage,
    );
  if (sizing.kind === 'documents') return { ...workload, storage: withVolume(documents.volume) };
  const need = sizing.holds === 'shard' ? (capacity.shard ?? capacity.server) : capacity.server;
  const volume = sizing.given ?? need.volume;
  return {
    ...workload,
    storage: withVolume(volume),
    memory: binaryQuantity(need.memory),
    memoryLimit: binaryQuantity(need.memoryLimit),
    cpu: coreQuantity(need.cores),
    args: [
      ...workload.args,
      ...(sizing.limitArgument === undefined
        ? []
        : [`${sizing.limitArgument}=${Math.floor((volume * sizing.fill) / 1024 ** 3)}GB`]),
    ],
  };
};
