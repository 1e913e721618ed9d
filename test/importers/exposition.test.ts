import { describe, expect, test } from 'vitest';
import { readSample } from '../../src/importers/exposition-line.ts';
import { readExposition } from '../../src/importers/read-exposition.ts';

describe('a line', () => {
  test.each<[sentence: string, line: string, name: string, labels: Record<string, string>, value: number]>([
    ['is a name and a value', 'up 1', 'up', {}, 1],
    ['may have a time in milliseconds', 'up 1 1700000000000', 'up', {}, 1],
    ['may have labels, and a comma after the last', 'a{b="c",d="e",} 2', 'a', { b: 'c', d: 'e' }, 2],
    ['may have blanks everywhere', ' a { b = "c" , d="e" }  2  3 ', 'a', { b: 'c', d: 'e' }, 2],
    ['may have empty braces', 'a{} 2', 'a', {}, 2],
    ['escapes three characters in values', String.raw`a{b="\"\\\n"} 2`, 'a', { b: '"\\\n' }, 2],
    ['takes a brace in a value for text', 'a{b="}"} 2', 'a', { b: '}' }, 2],
    ['takes a UTF-8 value', 'a{b="Київ"} 2', 'a', { b: 'Київ' }, 2],
    ['may have its name in quotes', '{"a.b"} 2', 'a.b', {}, 2],
    ['may have a label in quotes', '{"a.b","c.d"="e"} 2', 'a.b', { 'c.d': 'e' }, 2],
    ['may have a colon in the name', 'job:a:rate5m 2', 'job:a:rate5m', {}, 2],
    ['may be infinite', 'a +Inf', 'a', {}, Infinity],
    ['may be below all numbers', 'a -Inf', 'a', {}, -Infinity],
    ['may be no number', 'a NaN', 'a', {}, Number.NaN],
    ['may have an exponent', 'a -1.5e-3', 'a', {}, -0.0015],
    ['may begin with the point', 'a .5', 'a', {}, 0.5],
  ])('%s', (_, line, name, labels, value) => {
    expect(readSample(line, 'text')).toEqual({ sample: { name, labels: new Map(Object.entries(labels)), value } });
  });

  test.each<[sentence: string, line: string, value: number]>([
    ['a time in seconds', 'a 1 1700000000.5', 1],
    ['an exemplar', 'a_total 1 # {trace_id="x"} 0.5', 1],
    ['a time and an exemplar with a time', 'a_total 1 17.5 # {trace_id="x"} 0.5 17.25', 1],
    ['an exemplar without labels', 'a_total 1 # {} 0.5', 1],
  ])('of OpenMetrics may have %s', (_, line, value) => {
    const read = readSample(line, 'openmetrics');
    expect('sample' in read ? read.sample.value : read.mistake).toBe(value);
  });

  test.each([
    ['= 1', 'it does not begin with the name of a metric'],
    ['{b="c"} 1', 'it names no metric'],
    ['a{"b"} 1', 'it names two metrics'],
    ['a', 'it has no value'],
    ['a{b="c"}', 'it has no value'],
    ['a one', '`one` is no number'],
    ['a 1_000', '`1_000` is no number'],
    ['a 1 soon', '`soon` is no timestamp'],
    ['a 1 17.5', '`17.5` is no timestamp'],
    ['a 1 17 18', '`18` stands after the timestamp'],
    ['a{b="c" 1', '`,` or `}` is missing at column 9'],
    ['a{b=c} 1', 'the value of the label `b` is no quoted text at column 5'],
    ['a{b} 1', '`=` is missing after the label `b` at column 4'],
    [String.raw`a{b="\d"} 1`, 'the value of the label `b` is no quoted text at column 5'],
    ['a{b="c",b="d"} 1', 'the label `b` stands twice'],
    ['a{,} 1', 'a label or `}` is missing at column 3'],
    ['<html>', 'it does not begin with the name of a metric'],
  ])('%s is none', (line, mistake) => {
    expect(readSample(line, 'text')).toEqual({ mistake });
  });

  test('an exemplar is judged as well', () => {
    expect(readSample('a 1 # trace', 'openmetrics')).toEqual({ mistake: 'its exemplar has no labels' });
    expect(readSample('a 1 # {b="c"} x', 'openmetrics')).toEqual({ mistake: 'in its exemplar `x` is no number' });
  });
});

describe('a page', () => {
  const read = (text: string) => readExposition({ name: 'metrics.txt', text });

  test('puts together what belongs to one metric', () => {
    const { families } = read(
      '# TYPE a histogram\na_bucket{le="1"} 1\na_sum 2\na_count 1\n# TYPE b summary\nb_sum 1\nb_count 1\n',
    );
    expect(families.map(({ name, samples }) => [name, samples.length])).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
  });

  test('ends with a mark in OpenMetrics, whose counters are named without their ending', () => {
    expect(read('# TYPE a counter\na_total 1\n# EOF\n').families.map(({ name }) => name)).toEqual(['a']);
    expect(read('# TYPE a counter\na_total 1\n').families.map(({ name, samples }) => [name, samples.length])).toEqual([
      ['a', 0],
      ['a_total', 1],
    ]);
  });

  test('tells the line of what it cannot read, and reads on', () => {
    const { families, findings } = read('a 1\n\nb{ 2\n# a comment\nc 3\n');
    expect(families.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(findings).toEqual([
      {
        code: 'IMPORT-LINE',
        severity: 'error',
        path: 'metrics.txt',
        file: 'metrics.txt',
        line: 3,
        message: 'Line 3 of metrics.txt is no sample: a label or `}` is missing at column 4.',
        hint: 'Take the page from the target itself, unchanged: curl -s http://host:port/metrics.',
      },
    ]);
  });

  test('refuses a type that neither format has', () => {
    expect(read('# TYPE a rate\na 1\n').findings.map(({ code, line, message }) => [code, line, message])).toEqual([
      ['IMPORT-LINE', 1, 'The type "rate" of the metric `a` is unknown.'],
    ]);
  });

  test('notes a series that stands twice', () => {
    expect(
      read('a{b="1",c="2"} 1\na{c="2",b="1"} 2\n').findings.map(({ code, line, message }) => [code, line, message]),
    ).toEqual([['IMPORT-NOTE', 2, 'The series of `a` in line 2 stands in line 1 already.']]);
  });

  test('reads ends of lines as Windows writes them, and a mark at its beginning', () => {
    expect(read('\uFEFF# TYPE a gauge\r\na 1\r\n').families.map(({ type, samples }) => [type, samples.length])).toEqual(
      [['gauge', 1]],
    );
  });
});
