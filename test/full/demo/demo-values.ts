import type { MetricDeclaration } from '../../../src/promql/metric.ts';
import type { DemoLabels } from './demo-labels.ts';

/** How a value behaves over time. */
export interface Behaviour {
  /** Middle of a gauge; units per second of a counter. */
  readonly level: number;
  /** Share by which it swings around the middle. */
  readonly swing: number;
}

const steady = (level: number): Behaviour => ({ level, swing: 0 });
const moving = (level: number): Behaviour => ({ level, swing: 0.2 });
const yes = (is: boolean): Behaviour => steady(is ? 1 : 0);

type Rule<T> = readonly [RegExp, T];

const firstOf = <T>(rules: readonly Rule<T>[], name: string): T | undefined =>
  rules.find(([pattern]) => pattern.test(name))?.[1];

const giga = 1e9;

/** What belongs together fits together: nothing uses more than there is. */
const gauges: readonly Rule<(labels: DemoLabels, start: number, ill: boolean) => Behaviour>[] = [
  [/^kube_pod_status_phase$/, ({ phase }) => yes(phase === 'Running')],
  [
    /^kube_node_status_condition$/,
    ({ condition, status }) => yes(status === (condition === 'Ready' ? 'true' : 'false')),
  ],
  [/^elasticsearch_cluster_health_status$/, ({ color }, _, ill) => yes(color === (ill ? 'red' : 'green'))],
  [/_readonly$|_error$|_failed$|_waiting_reason$|_unassigned_shards$/, () => steady(0)],
  [/_up$|_success(ful)?$|_status$|_info$/, () => steady(1)],
  [/(replicas|number_ready|number_scheduled|replicas_(available|ready))$|_worker_count$/, () => steady(2)],
  [/^process_start_time_seconds$/, (_, start) => steady(start - 3_600)],
  [/^node_boot_time_seconds$/, (_, start) => steady(start - 864_000)],
  [/_pool_size$/, () => steady(20)],
  [/_in_use$/, () => moving(8)],
  [/max_connections$|max_fds$|maxclients$|queue_capacity$/, () => steady(1_000)],
  [/(^redis_memory_max|Total|limit|_size|capacity|max(_size_in)?)_bytes$/, () => steady(16 * giga)],
  [/_database_size_bytes$|_store_size_bytes$/, () => moving(2 * giga)],
  [/_avail_bytes$/, () => ({ level: 10 * giga, swing: 0.001 })],
  [/(available|Available)_bytes$/, () => moving(10 * giga)],
  [/_bytes$/, () => moving(4 * giga)],
  [/queue_events_queue_size$/, () => moving(giga)],
  [/_tx_duration$|_lag_seconds$/, () => moving(0.5)],
  [/_load5$/, () => moving(1.2)],
  [/_age_datfrozenxid_seconds$/, () => moving(1e6)],
];

/** Shares of a processor's time; together they are all of it. */
const modes: Readonly<Record<string, number>> = { idle: 0.7, user: 0.15, system: 0.08, iowait: 0.03 };
const otherMode = 0.01;

/** How much happens of what had better not: per second. */
const mishaps = 0.02;

const counters: readonly Rule<(labels: DemoLabels) => Behaviour>[] = [
  [/^node_cpu_seconds_total$/, ({ mode = '' }) => steady(modes[mode] ?? otherMode)],
  [/_cpu_(usage_)?seconds_total$|_io_time_seconds_total$/, () => moving(0.2)],
  [/_bytes(_total)?$/, () => moving(1e5)],
  [/_throttled_periods_total$/, () => moving(1)],
  [/_periods_total$/, () => steady(10)],
  [/revenue/, () => moving(2)],
  [
    /fail|error|reject|refuse|rollback|deadlock|retr|evict|conflict|uncollectable|restart|slow|security|disconnect|unknown|misses|blks_read|exceeded|dropped/,
    () => moving(mishaps),
  ],
];

/** How rare an outcome is: what goes wrong is a small part of all. */
const rarity: readonly Rule<number>[] = [
  [/^(5..|5xx|error|failed|err|rejected|STATUS_CODE_ERROR)$/, 0.02],
  [/^(4..|4xx|timeout)$/, 0.03],
];

/** How much more often that is where something is ill. */
const illness = 20;

/** How one series of a gauge behaves. `start` is the moment of the run, in seconds. */
export const gaugeBehaviour = (
  { name }: MetricDeclaration,
  labels: DemoLabels,
  start: number,
  ill: boolean,
): Behaviour => firstOf(gauges, name)?.(labels, start, ill) ?? moving(10);

/** How fast one series of a counter, or the count of a distribution, grows. */
export const counterBehaviour = ({ name }: MetricDeclaration, labels: DemoLabels, ill: boolean): Behaviour => {
  const { level, swing } = firstOf(counters, name)?.(labels) ?? moving(5);
  const share = Object.values(labels).reduce((product, value) => product * (firstOf(rarity, value) ?? 1), 1);
  const isMishap = share < 1 || level === mishaps;
  return { swing, level: level * share * (ill && isMishap ? illness : 1) };
};
