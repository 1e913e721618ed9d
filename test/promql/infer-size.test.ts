import { describe, expect, test } from 'vitest';
import { gauge } from '../../src/promql/declare.ts';
import { type Environment, infer } from '../../src/promql/infer.ts';
import type { Inference } from '../../src/promql/inference.ts';
import type { LabelFact } from '../../src/promql/label-facts.ts';
import { extendFacts } from '../../src/promql/label-facts.ts';
import { sureLabels } from '../../src/promql/label-set.ts';
import { parse } from '../../src/promql/parse.ts';

const queue = gauge('queue_length', { labels: ['queue'] });
const environment: Environment = {
  metric: name => (name === queue.name ? queue : undefined),
  record: () => undefined,
  targetLabels: ['job'],
};

const inferred = (text: string): Inference => {
  const { expr, problems } = parse(text);
  if (expr === undefined || problems.length > 0) throw new Error(JSON.stringify(problems));
  return infer(expr, environment);
};

const many = (count: number, part: (index: number) => string, between: string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(between);

describe('what is known about thousands of labels', () => {
  test('every matcher of a selector tells of its label', () => {
    expect(sureLabels(inferred(`x{${many(5_000, i => `l${i}="a"`, ',')}}`).labels)).toHaveLength(5_000);
  });

  test('every operand of a product tells of its labels, in the order they stand in', () => {
    const labels = sureLabels(inferred(many(3_000, i => `m${i}{l${i}="a"}`, ' * ')).labels);
    expect(labels).toHaveLength(3_000);
    expect([labels[0], labels[1], labels.at(-1)]).toEqual(['l0', 'l1', 'l2999']);
  });

  test('what both sides of a union have is there, and what one has may be', () => {
    const { labels } = inferred('a{x="1",y="1"} or b{x="2",z="1"} or c{x="3"}');
    expect(labels.known.get('x')).toMatchObject({ presence: 'surely', values: ['1', '2', '3'] });
    expect([labels.known.get('y'), labels.rest.presence]).toEqual([undefined, 'maybe']);
  });

  test('a label with more than 1 000 values has values that are not told apart', () => {
    const values = (count: number) =>
      inferred(many(count, i => `m${i}{l="${i}"}`, ' or ')).labels.known.get('l')?.values;
    expect(values(1_000)).toHaveLength(1_000);
    expect(values(1_001)).toBeUndefined();
  });

  test('a matcher that a metric lacks is told once, and the hint names a label that it has', () => {
    const { findings } = inferred('queue_length{queues="a",queuess="b"}');
    expect(findings.map(({ hint }) => hint)).toEqual(['Did you mean "queue"?', 'Did you mean "queue"?']);
  });
});

describe('facts that are extended', () => {
  const fact = (value: string): LabelFact => ({
    presence: 'surely',
    values: [value],
    reason: { why: 'name', metric: 'm', from: 0, to: 0 },
  });

  test('are those of one map, and older ones stay what they were', () => {
    let facts: ReadonlyMap<string, LabelFact> = new Map();
    const expected = new Map<string, LabelFact>();
    for (let i = 0; i < 300; i++) {
      const more = new Map([[`l${i % 120}`, fact(String(i))]]);
      const before = facts;
      const size = expected.size;
      facts = extendFacts(facts, more);
      for (const [label, known] of more) expected.set(label, known);
      expect([...facts]).toEqual([...expected]);
      expect([before.size, facts.size]).toEqual([size, expected.size]);
    }
    expect([facts.get('l3'), facts.has('l119'), facts.has('l120')]).toEqual([fact('243'), true, false]);
  });
});

describe('zero', () => {
  test('a power of e can be 0, as it is for a large negative number', () => {
    expect(inferred('exp(queue_length)').canBeZero).toBe(true);
    expect(inferred('queue_length / exp(queue_length)').nan).toMatchObject({ why: 'division' });
  });
});
