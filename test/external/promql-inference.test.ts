import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gauge } from '../../src/promql/declare.ts';
import { type Environment, type Inference, infer } from '../../src/promql/infer.ts';
import { labelFact, possibleLabels, sureLabels } from '../../src/promql/label-set.ts';
import { print } from '../../src/promql/print.ts';
import type { DurationExpr, Expr } from '../../src/promql/syntax.ts';
import { mapExpr } from '../../src/promql/walk.ts';
import { expressions } from '../promql/arbitrary.ts';
import { type StartedServer, startOnFreePort } from './start-on-free-port.ts';
import { run } from './tools.ts';

/** The metrics that generated expressions name, with their own labels. */
const labelsOf: Readonly<Record<string, readonly string[]>> = {
  up: [],
  requests_total: ['le', 'by'],
  'job:errors:rate5m': ['on'],
  sum: ['bool'],
  offset: ['_x', 'le'],
  by: ['by'],
  a: ['le'],
  bottomk: ['offset', 'group_left'],
  start: [],
  and: ['by', 'on'],
};

const environment: Environment = {
  metric: name => {
    const labels = labelsOf[name];
    return labels === undefined ? undefined : gauge(name, { labels });
  },
  record: () => undefined,
  targetLabels: ['job'],
};

const end = 1_700_000_000;

/** One hour of three series per metric, in the text format; the values run through 0 and fractions. */
const samples = (): string => {
  const lines: string[] = [];
  for (const [name, labels] of Object.entries(labelsOf)) {
    lines.push(`# TYPE ${name} gauge`);
    for (const [index, base] of [0, 0.5, 3].slice(0, labels.length === 0 ? 2 : 3).entries()) {
      const own = labels.map(
        label => `${label}="${(label === 'le' ? ['0.1', '1', '+Inf'] : ['a', '5..', 'b'])[index]}"`,
      );
      const series = `${name}{${[`job="j${index % 2}"`, ...own].join(',')}}`;
      for (let at = end - 3_600; at <= end; at += 60)
        lines.push(`${series} ${index === 0 ? base : base + (at % 7)} ${at}`);
    }
  }
  return `${lines.join('\n')}\n# EOF\n`;
};

const minutes = (count: number): DurationExpr => ({ kind: 'duration', milliseconds: count * 60_000, from: 0, to: 0 });

/** The same expression over the hour there is: fixed ranges, no shifts in time, matchers only where they matter. */
const within = (expr: Expr, matchers: boolean): Expr =>
  mapExpr(expr, node => {
    if (node.kind === 'selector') {
      const { name, kind, from, to } = node;
      const known = name !== undefined && Object.hasOwn(labelsOf, name) ? name : 'up';
      return { kind, name: known, matchers: matchers ? node.matchers : [], from, to };
    }
    if (node.kind === 'range') return { kind: 'range', selector: node.selector, range: minutes(5), from: 0, to: 0 };
    if (node.kind === 'subquery')
      return { kind: 'subquery', expr: node.expr, range: minutes(5), step: minutes(1), from: 0, to: 0 };
    return node;
  });

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: readonly [number, string];
}

interface Answer {
  readonly status: string;
  readonly data?: { readonly resultType: string; readonly result: readonly Series[] };
}

let folder = '';
let server: StartedServer | undefined;

const query = async (text: string): Promise<Answer> => {
  const body = new URLSearchParams({ query: text, time: String(end) });
  const answer: Answer = JSON.parse(
    await (await fetch(`${server?.url}/api/v1/query`, { method: 'POST', body })).text(),
  );
  return answer;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'promql-inference-'));
  writeFileSync(join(folder, 'samples.txt'), samples());
  writeFileSync(join(folder, 'prometheus.yml'), 'global: {}\n');
  const blocks = run('promtool', [
    'tsdb',
    'create-blocks-from',
    'openmetrics',
    join(folder, 'samples.txt'),
    join(folder, 'data'),
  ]);
  expect(blocks.status).toBe(0);
  server = await startOnFreePort('prometheus', folder, '/-/ready', [
    `--config.file=${folder}/prometheus.yml`,
    `--storage.tsdb.path=${folder}/data`,
    '--storage.tsdb.retention.time=100y',
    '--log.level=error',
  ]);
}, 300_000);

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

/** What a series has that the inference denies, or lacks that it promises. */
const contradictions = (inference: Inference, { metric, value }: Series): readonly string[] => {
  const { labels } = inference;
  const names = Object.keys(metric).filter(label => label !== '__name__');
  const possible = possibleLabels(labels);
  const name = labelFact(labels, '__name__').presence;
  return [
    ...names.filter(label => possible !== undefined && !possible.includes(label)).map(label => `has ${label}`),
    ...sureLabels(labels)
      .filter(label => !names.includes(label))
      .map(label => `lacks ${label}`),
    ...names
      .filter(label => labelFact(labels, label).values?.includes(metric[label] ?? '') === false)
      .map(label => `${label}=${metric[label]}`),
    ...('__name__' in metric && name === 'never' ? ['has a name'] : []),
    ...(!('__name__' in metric) && name === 'surely' ? ['lacks a name'] : []),
    ...(value?.[1] === 'NaN' && inference.nan === undefined ? ['is NaN'] : []),
    ...(value?.[1] === '0' && !inference.canBeZero ? ['is 0'] : []),
  ];
};

test('what a running Prometheus answers never contradicts the inference', async () => {
  const contradicted: object[] = [];
  let answered = 0;
  const generated = fc.sample(expressions({ version: '2.53', features: [] }, 3), { numRuns: 2_000, seed: 5 });
  for (const [index, raw] of generated.entries()) {
    const expr = within(raw, index % 3 === 0);
    const text = print(expr);
    // Infinite values and quantiles outside 0 to 1 give NaN in ways that the inference leaves to whoever writes them.
    if (/quantile|e[+-]\d|Inf|NaN|\d{6}/.test(text)) continue;
    const { status, data } = await query(text);
    if (status !== 'success' || data === undefined || data.resultType === 'scalar') continue;
    const inference = infer(expr, environment);
    const type = data.resultType === 'matrix' ? 'range' : data.resultType;
    if (inference.type !== type) contradicted.push({ text, type, inferred: inference.type });
    if (data.result.length === 0 && inference.occurrence === 'always') contradicted.push({ text, result: 'empty' });
    if (data.result.length > 0) answered += 1;
    for (const series of data.result) {
      const found = contradictions(inference, series);
      if (found.length > 0) contradicted.push({ text, series: series.metric, found });
    }
  }
  expect(contradicted).toEqual([]);
  expect(answered).toBeGreaterThan(500);
}, 60_000);
