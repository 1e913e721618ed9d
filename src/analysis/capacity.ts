import { seconds } from '../core/duration.ts';
import { integrations } from '../integrations/registry.ts';
import { type CapacityConstants, metricsNeed, type StorageNeed } from '../ir/capacity.ts';
import type { Plan } from '../ir/plan.ts';
import type { Model } from '../model/model.ts';
import type { PlannedExpression } from './expressions.ts';
import { declaredCombinations, type JobExposure } from './job-exposures.ts';
import { keptSeries, type UsedSeries } from './used-series.ts';

/** What one job brings in. */
export interface JobLoad {
  readonly job: string;
  readonly team: string;
  readonly service: string;
  readonly targets: number;
  readonly because: string;
  /** Series of one target that are stored. */
  readonly perTarget: number;
  /** Series of one target that are scraped and not stored. */
  readonly droppedPerTarget: number;
  readonly series: number;
  readonly samplesPerSecond: number;
}

/** What the rules of one group record. */
export interface RuleLoad {
  readonly group: string;
  readonly team: string;
  readonly rules: number;
  readonly series: number;
  readonly samplesPerSecond: number;
  readonly evaluationsPerSecond: number;
}

export interface TeamLoad {
  readonly team: string;
  readonly series: number;
  readonly samplesPerSecond: number;
}

/** How large the stack is, and what its Prometheus needs. */
export interface Capacity {
  readonly jobs: readonly JobLoad[];
  readonly rules: readonly RuleLoad[];
  readonly teams: readonly TeamLoad[];
  readonly series: number;
  readonly samplesPerSecond: number;
  /** Needs of the server that is asked, with everything in it. */
  readonly server: StorageNeed;
  /** Needs of each scraper where the targets are shared; undefined where they are not. */
  readonly shard: StorageNeed | undefined;
  /** Scrapers that this many series call for. */
  readonly advisedShards: number;
}

/** How long a scraper keeps what it has sent on, in seconds. */
const shardRetention = 86_400;

export const capacity = (
  model: Model,
  plan: Plan,
  exposures: readonly JobExposure[],
  used: ReadonlyMap<string, UsedSeries>,
  expressions: readonly PlannedExpression[],
): Capacity => {
  const { constants } = model.capacity;
  const jobs = [
    ...exposures.map(exposure => jobLoad(exposure, used.get(exposure.job.id), constants)),
    ...probeLoads(model, plan),
  ];
  const rules = ruleLoads(plan, expressions, model.owner);
  const series = sum(jobs, 'series') + sum(rules, 'series');
  const samplesPerSecond = sum(jobs, 'samplesPerSecond') + sum(rules, 'samplesPerSecond');
  const evaluations = sum(rules, 'evaluationsPerSecond');
  const need = (share: number, retentionSeconds: number, evaluationsPerSecond: number): StorageNeed =>
    metricsNeed(
      {
        series: series * share,
        samplesPerSecond: samplesPerSecond * share,
        ruleEvaluationsPerSecond: evaluationsPerSecond,
        retentionSeconds,
      },
      constants,
    );
  const { shards } = model.prometheus;
  return {
    jobs,
    rules,
    teams: teamLoads(model, [...jobs, ...rules]),
    series,
    samplesPerSecond,
    server: need(1, seconds(model.retention.metrics), evaluations),
    shard: shards === 1 ? undefined : need(1 / shards, shardRetention, 0),
    advisedShards: Math.max(1, Math.ceil(series / constants.seriesPerShard)),
  };
};

const sum = <K extends string>(items: readonly { readonly [P in K]: number }[], key: K): number =>
  items.reduce((total, item) => total + item[key], 0);

const jobLoad = (
  { job, targets, because, metrics, undeclared, isModelled }: JobExposure,
  used: UsedSeries | undefined,
  constants: CapacityConstants,
): JobLoad => {
  const count = (kept: UsedSeries | undefined): number =>
    metrics.reduce((total, metric) => total + keptSeries(metric, declaredCombinations(metric), kept), 0);
  const all = count(undefined) + undeclared;
  // Which of the series of a job that nobody modelled are read, nobody knows: all of them are counted.
  const perTarget = used === undefined || !isModelled ? all : count(used);
  const series = targets * (perTarget + constants.seriesPerScrape);
  return {
    job: job.id,
    team: job.labels['team'] ?? '',
    service: job.labels['service'] ?? '',
    targets,
    because,
    perTarget,
    droppedPerTarget: all - perTarget,
    series,
    samplesPerSecond: series / Math.max(1, seconds(job.interval)),
  };
};

/** The results of a service's probes: each is a scrape of its own, whose job is made where its address is known. */
const probeLoads = (model: Model, plan: Plan): readonly JobLoad[] => {
  const perTarget = integrations.get('blackbox')?.definition.footprint?.series ?? 0;
  const each = perTarget + model.capacity.constants.seriesPerScrape;
  return model.services.flatMap(({ id, owner }): readonly JobLoad[] => {
    const probes = plan.probes.filter(({ service }) => service === id);
    if (probes.length === 0) return [];
    return [
      {
        job: `probes of ${id}`,
        team: owner,
        service: id,
        targets: probes.length,
        because: 'its probes',
        perTarget,
        droppedPerTarget: 0,
        series: probes.length * each,
        samplesPerSecond: probes.reduce((total, { interval }) => total + each / Math.max(1, seconds(interval)), 0),
      },
    ];
  });
};

/** Series that a recording rule makes: as many as are known, at least one. */
const recorded = ({ kind, inference }: PlannedExpression): number => {
  if (kind !== 'record') return 0;
  const series = inference?.series ?? 1;
  return Number.isFinite(series) ? Math.max(1, series) : 1;
};

const ruleLoads = (plan: Plan, expressions: readonly PlannedExpression[], fallback: string): readonly RuleLoad[] => {
  const series = new Map<string, number>();
  for (const expression of expressions) {
    const name = expression.group?.name;
    if (name !== undefined) series.set(name, (series.get(name) ?? 0) + recorded(expression));
  }
  return plan.groups.map(group => {
    const interval = Math.max(1, seconds(group.interval));
    const made = series.get(group.name) ?? 0;
    return {
      group: group.name,
      team: group.rules.map(rule => rule.labels['team']).find(team => team !== undefined) ?? fallback,
      rules: group.rules.length,
      series: made,
      samplesPerSecond: made / interval,
      evaluationsPerSecond: group.rules.length / interval,
    };
  });
};

const teamLoads = (
  model: Model,
  loads: readonly { readonly team: string; readonly series: number; readonly samplesPerSecond: number }[],
): readonly TeamLoad[] =>
  model.teams.map(({ id }) => {
    const own = loads.filter(({ team }) => team === id);
    return { team: id, series: sum(own, 'series'), samplesPerSecond: sum(own, 'samplesPerSecond') };
  });
