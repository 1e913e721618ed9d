import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../external/tools.ts';

type Labels = Readonly<Record<string, string>>;
type Curve = (at: number) => number;

const wave =
  (period: number, shift = 0): Curve =>
  at =>
    (1 + Math.sin((at / period) * 2 * Math.PI + shift)) / 2;
const day = wave(7_200);

/** Requests per second of each route. */
const routes: Readonly<Record<string, Curve>> = {
  '/orders': at => 8 + 5 * day(at),
  '/orders/{id}': at => 14 + 9 * wave(5_400, 1)(at),
  '/search': at => 5 + 3 * wave(2_400, 2)(at),
};

const bounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, Number.POSITIVE_INFINITY];

/** The share of requests that took no longer than a bound, some time of the day slower than at others. */
const within = (bound: number, at: number): number =>
  Number.isFinite(bound) ? 1 - Math.exp(-bound / (0.04 + 0.09 * wave(9_000, 3)(at))) : 1;

/**
 * Fills the storage of a Prometheus with what the application of a shop would have exposed, every 30 seconds between
 * two moments (seconds since 1970): counters and a histogram of requests, gauges of a pool and of queues, probes and
 * alerts.
 */
export const writeShopHistory = (folder: string, storage: string, service: string, from: number, to: number): void => {
  mkdirSync(folder, { recursive: true });
  const step = 30;
  const times = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
  const lines: string[] = [];
  const name = (metric: string, type: 'counter' | 'gauge' | 'histogram'): void => {
    lines.push(`# TYPE ${metric} ${type}`);
  };
  const points = (metric: string, labels: Labels, value: (at: number, before: number) => number): void => {
    const set = Object.entries({ service, ...labels }).map(([label, text]) => `${label}="${text}"`);
    let before = 0;
    for (const at of times) {
      before = value(at, before);
      lines.push(`${metric}{${set.join(',')}} ${before} ${at}`);
    }
  };
  const grows = (rate: Curve) => (at: number, before: number) => before + rate(at) * step;

  name('http_requests', 'counter');
  for (const [handler, rate] of Object.entries(routes)) {
    const failing: Curve = at => rate(at) * (0.002 + (wave(10_800, 4)(at) > 0.9 ? 0.03 : 0));
    points(
      'http_requests_total',
      { handler, status: '2xx' },
      grows(at => rate(at) - failing(at)),
    );
    points('http_requests_total', { handler, status: '5xx' }, grows(failing));
  }
  for (const metric of ['http_request_duration_highr_seconds', 'http_request_duration_seconds']) {
    name(metric, 'histogram');
    for (const [handler, rate] of Object.entries(routes))
      for (const bound of bounds) {
        const le = Number.isFinite(bound) ? String(bound) : '+Inf';
        points(
          `${metric}_bucket`,
          { handler, le },
          grows(at => rate(at) * within(bound, at)),
        );
      }
  }
  name('db_connections_in_use', 'gauge');
  points('db_connections_in_use', {}, at => Math.round(4 + 14 * day(at)));
  name('db_connection_pool_size', 'gauge');
  points('db_connection_pool_size', {}, () => 20);
  name('cache_hits', 'counter');
  points(
    'cache_hits_total',
    {},
    grows(at => 20 + 10 * day(at)),
  );
  name('cache_misses', 'counter');
  points(
    'cache_misses_total',
    {},
    grows(at => 2 + 3 * wave(3_600)(at)),
  );
  name('queue_depth', 'gauge');
  for (const [shift, queue] of ['mail', 'invoices', 'exports'].entries())
    points('queue_depth', { queue }, at => Math.round(140 * wave(6_000, shift)(at) ** 3));
  name('probe_success', 'gauge');
  for (const [shift, probe] of ['health', 'login', 'checkout'].entries())
    points('probe_success', { probe }, at => (wave(14_000, shift * 2)(at) > 0.985 ? 0 : 1));
  name('ALERTS', 'gauge');
  points('ALERTS', { alertname: 'QueueDepthHigh', alertstate: 'firing', severity: 'warning' }, () => 1);
  points('ALERTS', { alertname: 'LatencyHigh', alertstate: 'pending', severity: 'critical' }, () => 1);

  const file = join(folder, 'history.txt');
  writeFileSync(file, `${lines.join('\n')}\n# EOF\n`);
  const { status, stderr } = run('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', file, storage]);
  if (status !== 0) throw new Error(`the history cannot be made: ${stderr}`);
};
