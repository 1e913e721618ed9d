import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

const preamble = `
import { metricHandle, time } from '${root}src/promql/build.ts';
import { counter, gauge, histogram, summary } from '${root}src/promql/declare.ts';
const requests = metricHandle(counter('requests_total', { labels: ['status', 'handler'] }));
const queue = metricHandle(gauge('queue_length', { labels: ['queue'] }));
const latency = metricHandle(histogram('latency_seconds', { labels: { handler: { values: ['a', 'b'] } } }));
const pauses = metricHandle(summary('gc_seconds'));
`;

/** What must not compile, and a part of the message that says why. */
const rejected = [
  [
    'rate of a gauge',
    "queue.rate('5m')",
    'This is a function for counters, and this metric is a gauge. Use delta() or deriv() for its change.',
  ],
  [
    'delta of a counter',
    "requests.delta('5m')",
    'This is a function for gauges, and this metric is a counter, which falls to 0 when its process restarts. Use rate() or increase().',
  ],
  ['where with an unknown label', "requests.where({ stauts: '500' })", "'stauts' does not exist in type"],
  [
    'by a label the metric lacks',
    "requests.rate('5m').sumBy('pod')",
    `Argument of type '"pod"' is not assignable to parameter of type '"env" | "handler" | "instance" | "job"`,
  ],
  [
    'by a label that was aggregated away',
    "requests.rate('5m').sumBy('status').maxBy('handler')",
    `Argument of type '"handler"' is not assignable to parameter of type '"status"'`,
  ],
  [
    'a quantile of a counter',
    'requests.quantile(0.9)',
    'quantile() is for histograms, and this metric is a counter. Use rate() first, then quantile() across series.',
  ],
  [
    'arithmetic of vectors whose labels differ',
    "requests.rate('5m').sumBy('status').over(requests.rate('5m').sum())",
    'These vectors have different labels, so no series would match.',
  ],
  [
    'and of vectors whose labels differ',
    "queue.and(queue.maxBy('job'))",
    'These vectors have different labels, so no series would match.',
  ],
  [
    'on a label that is not there',
    "queue.on('pod').over(queue)",
    `Argument of type '"pod"' is not assignable to parameter of type`,
  ],
  [
    'on a label that the right side lacks',
    "queue.on('queue').over(requests.rate('5m').sumBy('status'))",
    'The right side lacks a label that on() matches by, so no series would match. Keep the label there, or take it out of on().',
  ],
  [
    'taking a label that the one side lacks',
    "queue.manyOn('job').take('nosuch').times(queue.maxBy('job'))",
    'take() copies a label that the side with one series per group does not have.',
  ],
  [
    'ignoring a label that is not there',
    "queue.ignoring('nosuch').over(queue)",
    `Argument of type '"nosuch"' is not assignable to parameter of type`,
  ],
  [
    'by a label that absent drops',
    "queue.absent().sumBy('queue')",
    `Argument of type '"queue"' is not assignable to parameter of type 'never'`,
  ],
  ['comparing a counter', 'requests.gt(5)', "Property 'gt' does not exist on type"],
  [
    'a range that is no duration',
    "requests.rate('5 minutes')",
    `Argument of type '"5 minutes"' is not assignable to parameter of type 'RangeText'`,
  ],
  ['a quantile without a rate', 'latency.quantile(0.9)', "Property 'quantile' does not exist on type"],
  ['le by hand', "latency.rate('5m').sumBy('le')", `Argument of type '"le"' is not assignable to parameter of type`],
  ['a number of the wrong type', "queue.gt('5')", `is not assignable to parameter of type`],
  ['an argument too many', 'queue.abs(1)', 'Expected 0 arguments, but got 1.'],
  ['an argument too few', 'queue.clampMin()', 'Expected 1 arguments, but got 0.'],
] as const;

/** What must compile. */
const accepted = [
  "requests.where({ status: /5../, job: 'a', handler: ['x', 'y'] }).rate('5m').sumBy('handler').over(requests.rate('5m').sumBy('handler')).gt(0.05)",
  "latency.where({ handler: { not: 'a' } }).rate('$__rate_interval').sumBy('handler').quantile(0.9).maxBy('handler')",
  "latency.buckets().where({ le: '0.5' }).rate('5m').sum().over(latency.count().rate('5m').sum())",
  "queue.manyOn('service').take('env').times(queue.maxBy('service', 'env')).sumBy('env', 'queue')",
  "queue.oneOn('job').gt(queue).sumBy('queue')",
  "queue.ignoring('queue').plus(queue).avgBy('job')",
  "queue.sumBy('job').or(queue.sumBy('env')).maxBy('job', 'env')",
  'time().minusEach(queue).over(60).round(5).clamp(0, time())',
  "pauses.quantiles().where({ quantile: '0.5' }).maxOverTime('1h')",
  "requests.anchored().offset('1d').at('end').increase('1h').topkBy(3, 'status').sortDesc()",
  "queue.countValuesBy('size', 'job').gtBool(3).sumBy('size', 'job')",
  "queue.subquery('1h', '5m').predictLinear(3600).lt(0)",
  "queue.deriv('1h').gt(0).unless(queue)",
  "requests.unbound().raw().sumWithout('instance').minBy('status')",
] as const;

const compile = (folder: string): Promise<string> =>
  new Promise(resolve => {
    execFile(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder],
      { cwd: folder },
      (_, stdout) => resolve(stdout),
    );
  });

describe('the types of the builder', () => {
  let folder = '';
  let errors: ReadonlyMap<string, readonly string[]> = new Map();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'promql-types-'));
    const config = {
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { types: [], noUnusedLocals: false },
      include: ['*.ts'],
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    const cases = [...rejected.map(([, code]) => code), ...accepted];
    await Promise.all(
      cases.map((code, index) => writeFile(join(folder, `case${index}.ts`), `${preamble}\n${code};\n`)),
    );
    const found = new Map<string, string[]>();
    let last = '';
    for (const line of (await compile(folder)).split('\n')) {
      last = /^(case\d+)\.ts\(/.exec(line)?.[1] ?? last;
      found.set(last, [...(found.get(last) ?? []), line]);
    }
    errors = found;
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true }));

  test.each(rejected.map(([sentence, , message], index) => [sentence, message, index] as const))(
    'refuse %s',
    (_, message, index) => {
      expect(errors.get(`case${index}`)?.join('\n')).toContain(message);
    },
  );

  test.each(accepted.map((code, index) => [code, index] as const))('accept %s', (_, index) => {
    expect(errors.get(`case${rejected.length + index}`)).toBeUndefined();
  });
});
