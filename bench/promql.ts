/**
 * How fast expressions are parsed, inferred and printed, next to the bare parse of @prometheus-io/lezer-promql in the
 * same run. Only the ratios mean something on another machine.
 */
import { parser as lezer } from '@prometheus-io/lezer-promql';
import { counter, gauge, histogram } from '../src/promql/declare.ts';
import { type Environment, infer } from '../src/promql/infer.ts';
import type { MetricDeclaration } from '../src/promql/metric.ts';
import { parse } from '../src/promql/parse.ts';
import { print } from '../src/promql/print.ts';
import type { Expr } from '../src/promql/syntax.ts';

const texts = [
  'sum by (service, team) (rate(http_requests_total{service="backend",status=~"5.."}[5m])) / (sum by (service, team) (rate(http_requests_total{service="backend"}[5m])) > 0) > 0.01',
  'histogram_quantile(0.99, sum by (le, service, team) (rate(http_request_duration_seconds_bucket{service="leanvibe"}[5m]))) > 1',
  '(min by (service, team, instance) (probe_ssl_earliest_cert_expiry) - time()) / 86400 < 14',
  'up == 0',
  'avg_over_time(queue_length[10m] offset 1h) > 3 * avg_over_time(queue_length[1h] offset 1d) and queue_length > 10',
  'label_replace(queue_length * on (instance) group_left (version) build_info, "pod", "$1", "instance", "(.*):.*")',
] as const;

const metrics: readonly MetricDeclaration[] = [
  counter('http_requests_total', { labels: ['status', 'handler'] }),
  histogram('http_request_duration_seconds', { labels: ['handler'] }),
  gauge('probe_ssl_earliest_cert_expiry'),
  gauge('queue_length', { labels: ['queue'] }),
  gauge('build_info', { labels: ['version'] }),
];
const byName = new Map(metrics.map(metric => [metric.name, metric]));
const environment: Environment = {
  metric: name => byName.get(name),
  record: () => undefined,
  targetLabels: ['job', 'instance', 'service', 'team'],
};

const read = (text: string): Expr => {
  const { expr } = parse(text);
  if (expr === undefined) throw new Error(`cannot be parsed: ${text}`);
  return expr;
};

/** Runs of a task per second, the best of several rounds: the others met something else on the machine. */
const perSecond = (task: () => void, milliseconds = 300): number => {
  let best = 0;
  for (let round = 0; round < 6; round++) {
    const start = performance.now();
    let runs = 0;
    while (performance.now() - start < milliseconds) {
      task();
      runs += 1;
    }
    best = Math.max(best, (runs * 1_000) / (performance.now() - start));
  }
  return best;
};

const rounded = (value: number): string => Math.round(value).toLocaleString('en');
const ratio = (value: number): string => value.toFixed(2);

const trees = texts.map(read);
const bare =
  perSecond(() => {
    for (const text of texts) lezer.parse(text);
  }) * texts.length;
const tasks: Readonly<Record<string, () => void>> = {
  parse: () => {
    for (const text of texts) read(text);
  },
  'parse and infer': () => {
    for (const text of texts) infer(read(text), environment);
  },
  print: () => {
    for (const tree of trees) print(tree);
  },
};
console.log(`bare lezer parse: ${rounded(bare)} expressions/s`);
for (const [name, task] of Object.entries(tasks)) {
  const rate = perSecond(task) * texts.length;
  console.log(`${name}: ${rounded(rate)} expressions/s, ${ratio(rate / bare)} x bare lezer parse`);
}

const shapes: Readonly<Record<string, (count: number) => string>> = {
  'a chain of operators': count =>
    Array.from({ length: count }, () => 'rate(http_requests_total{status="500"}[5m])').join(' + '),
  'many arguments': count =>
    `label_join(up, "x", ",", ${Array.from({ length: count * 4 }, () => '"service"').join(', ')})`,
  'many matchers': count => `up{${Array.from({ length: count * 5 }, (_, i) => `l${i}="a"`).join(',')}}`,
  'matchers that a metric lacks': count =>
    `queue_length{${Array.from({ length: count * 5 }, (_, i) => `l${i}="a"`).join(',')}}`,
  'a product of metrics, each with a label of its own': count =>
    Array.from({ length: count * 2 }, (_, i) => `m${i}{l${i}="a"}`).join(' * '),
  'a product of selections that never match': count =>
    Array.from({ length: count * 2 }, (_, i) => `queue_length{l${i}="a"}`).join(' * '),
  'a union of metrics, each with a label of its own': count =>
    Array.from({ length: count * 2 }, (_, i) => `m${i}{l${i}="a"}`).join(' or '),
  'one pattern of openings': count => `up{job=~"[${'[:'.repeat(count * 5)}]"}`,
  'one long pattern': count => `up{job=~"${Array.from({ length: count * 5 }, (_, i) => `job-${i}`).join('|')}"}`,
};
for (const [name, shape] of Object.entries(shapes)) {
  const cost = (text: string): number => {
    const perRun = perSecond(() => {
      const expr = read(text);
      infer(expr, environment);
      print(expr);
    }, 150);
    return 1_000_000 / perRun / text.length;
  };
  const [small, large] = [shape(25), shape(2_500)];
  const growth = cost(large) / cost(small);
  console.log(
    `${name}: time per kB at ${rounded(large.length / 1_000)} kB is ${ratio(growth)} x that at ${rounded(small.length / 1_000)} kB`,
  );
}
