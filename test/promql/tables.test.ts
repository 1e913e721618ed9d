import { parser as lezer } from '@prometheus-io/lezer-promql';
import { describe, expect, test } from 'vitest';
import { type AggregationSignature, aggregations } from '../../src/promql/aggregations.ts';
import { metricHandle } from '../../src/promql/build.ts';
import { counter, gauge, nativeHistogram } from '../../src/promql/declare.ts';
import { arity, type FunctionSignature, functions } from '../../src/promql/functions.ts';
import { camelCase } from '../../src/promql/method-types.ts';
import { parse } from '../../src/promql/parse.ts';
import { makeScalar } from '../../src/promql/vector.ts';
import { featureFlags, latestVersion } from '../../src/promql/versions.ts';

const all = Object.entries<FunctionSignature>(functions);
const example = { scalar: '1', string: '"a"', vector: 'x', range: 'x[5m]' } as const;

/** A call with as few or as many arguments as a function takes; 2 more than the fewest where there is no limit. */
const call = (name: string, signature: FunctionSignature, which: 'min' | 'max'): string => {
  const count = Math.min(arity(signature)[which], arity(signature).min + 2);
  const args = Array.from(
    { length: count },
    (_, i) => signature.args[Math.min(i, signature.args.length - 1)] ?? 'vector',
  );
  return `${name}(${args.map((type, i) => (name === 'info' && i === 1 ? '{a="b"}' : example[type])).join(', ')})`;
};

describe('the table of functions', () => {
  test.each(all)('%s can be called in the releases that have it', (name, signature) => {
    const { since, removed } = signature.availability ?? {};
    const version = removed === undefined ? latestVersion : '2.53';
    for (const which of ['min', 'max'] as const) {
      const text = call(name, signature, which);
      expect(parse(text, { version, features: featureFlags }).problems).toEqual([]);
      if (since !== undefined)
        expect(parse(text, { version: '2.15', features: featureFlags }).problems).toMatchObject([{ kind: 'version' }]);
    }
  });

  test("has every function that upstream's grammar for editors has, and no others", () => {
    const known = new Set(lezer.nodeSet.types.map(({ name }) => name.toLowerCase()));
    const words = (name: string): string => name.replaceAll('_', '');
    const missing = all.map(([name]) => name).filter(name => !known.has(words(name)));
    // Start and End are tokens of their own there; the scalar min_of and max_of are known as durations only.
    expect(missing).toEqual(['end', 'holt_winters', 'max_of', 'min_of', 'start']);
  });
});

describe('the builder', () => {
  const rate = metricHandle(counter('c'));
  const level = metricHandle(gauge('g'));
  const window = level.subquery('5m');
  const waits = metricHandle(nativeHistogram('h')).rate('5m');
  const own: Readonly<Record<string, readonly [object, string]>> = {
    histogram_avg: [waits, 'average'],
    histogram_count: [waits, 'count'],
    histogram_fraction: [waits, 'fraction'],
    histogram_quantile: [waits, 'quantile'],
    histogram_quantiles: [waits, 'quantiles'],
    histogram_stddev: [waits, 'standardDeviation'],
    histogram_stdvar: [waits, 'variance'],
    histogram_sum: [waits, 'total'],
  };

  test.each(all.filter(([, { args }]) => args.includes('vector')))('has a method for %s', name => {
    const [target, method] = own[name] ?? [level, camelCase(name)];
    expect(Reflect.get(target, method)).toBeTypeOf('function');
  });

  test.each(all.filter(([, { args }]) => args.includes('range')))(
    'has a method for %s on counters, gauges and subqueries',
    name => {
      for (const target of [rate, level, window]) expect(Reflect.get(target, camelCase(name))).toBeTypeOf('function');
    },
  );

  test.each(Object.entries<AggregationSignature>(aggregations))('has three methods for %s', (name, { param }) => {
    for (const [suffix, grouping] of [
      ['', ''],
      ['By', ' by (job) '],
      ['Without', ' without (job) '],
    ] as const) {
      const method: unknown = Reflect.get(level, `${camelCase(name)}${suffix}`);
      if (typeof method !== 'function') throw new Error(`${name}${suffix}`);
      const parameter = param === undefined ? [] : param === 'string' ? ['a'] : [2];
      const query: unknown = Reflect.apply(method, level, [...parameter, ...(suffix === '' ? [] : ['job'])]);
      const first = param === undefined ? '' : param === 'string' ? '"a", ' : '2, ';
      expect(query).toMatchObject({ mistakes: [] });
      expect(
        typeof query === 'object' && query !== null && 'toPromql' in query && typeof query.toPromql === 'function'
          ? query.toPromql()
          : '',
      ).toBe(`${name}${grouping}(${first}g)`);
    }
  });

  test.each([
    ['plus', 'g + 2'],
    ['power', 'g ^ 2'],
    ['gt', 'g > 2'],
    ['neBool', 'g != bool 2'],
    ['atan2', 'g atan2 2'],
  ] as const)('has the operator %s', (name, text) => {
    expect(level[name](2).toPromql()).toBe(text);
  });

  test('compares numbers to 0 or 1', () => {
    const one = makeScalar({ expr: { kind: 'number', value: 1, from: 0, to: 0 }, mistakes: [] });
    expect(one.gtBool(2).plus(one).vector().toPromql()).toBe('vector((1 > bool 2) + 1)');
  });
});
