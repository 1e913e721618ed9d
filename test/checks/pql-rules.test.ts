import { describe, expect, test } from 'vitest';
import { alert, findingsOf, record, said } from './pql-fixture.ts';

describe('a text of an alert', () => {
  test.each([
    [
      'a label that the aggregation drops',
      '{{ $labels.queue }}',
      'shows the label `queue`, which is not there. `sum by (instance)` drops the label `queue`.',
      'Known: "instance".',
    ],
    [
      'a label that only the rule sets',
      '{{ .Labels.severity }}',
      'shows the label `severity`, which is not there. `sum by (instance)` drops the label `severity`.',
      'Known: "instance".',
    ],
    [
      'a label that is looked up',
      '{{ index $labels "queue" }}',
      'shows the label `queue`, which is not there. `sum by (instance)` drops the label `queue`.',
      undefined,
    ],
    [
      'a label of no server',
      '{{ $externalLabels.region }}',
      'shows the external label `region`, which no server of the stack has.',
      'Known: "org".',
    ],
    ['an open brace', 'on {{ $labels.instance', 'opens `{{` without `}}`: `{{ $labels.instance`.', undefined],
    ['an open string', '{{ printf "%v }}', 'has a string without an end in `{{ printf "%v }}`.', undefined],
    ['an open block', '{{ if $value }}many', 'opens `if` without `end`.', undefined],
    ['an end of nothing', 'many{{ end }}', 'has an `end` that ends nothing.', undefined],
    ['an unknown variable', '{{ $lables.instance }}', 'uses the variable `$lables`, which does not exist.', undefined],
  ])('with %s', (_, summary, message, hint) => {
    const found = findingsOf([alert('sum by (instance) (queue_length) > 3', { annotations: { summary } })]);
    expect(found.map(([code, path, text]) => [code, path, text])).toEqual([
      ['TMPL', 'under/test', `The annotation \`summary\` of the alert \`UnderTest\` ${message}`],
    ]);
    if (hint !== undefined) expect(found[0]?.[3]).toBe(hint);
  });

  test('a label that changes with the value', () => {
    expect(said([alert('queue_length > 3', { labels: { level: '{{ $value }}' } })])).toEqual([
      [
        'TMPL',
        'The label `level` of the alert `UnderTest` contains the value, so that every evaluation makes another alert.',
      ],
    ]);
  });
});

test.each<[string, string, string, readonly string[]]>([
  ['absent, at once', 'absent(up{service="shop"})', '0s', ['ABSENT-FOR']],
  ['absent beside another condition, at once', 'queue_length > 3 or absent(queue_length)', '0s', ['ABSENT-FOR']],
  ['absent after two scrapes', 'absent(up{service="shop"})', '30s', []],
  ['absent over time, at once', 'absent_over_time(up{service="shop"}[5m])', '0s', []],
  ['the first three, at once', 'topk(3, queue_length) > 3', '0s', ['PQL-FRAGILE']],
  ['the first three after a while', 'topk(3, queue_length) > 3', '1m', []],
  ['a waiting time between two evaluations', 'queue_length > 3', '75s', ['FOR-INTERVAL']],
  ['a waiting time of three evaluations', 'queue_length > 3', '90s', []],
])('%s: %s for %s', (_, expr, waits, codes) => {
  expect(said([alert(expr, { for: waits })]).map(([code]) => code)).toEqual(codes);
});

test('absent after one scrape', () => {
  const hasty = alert('absent(up{service="shop"})', { for: '15s' });
  expect(findingsOf([hasty], { interval: '15s' })).toEqual([
    [
      'ABSENT-FOR',
      'under/test',
      'The alert `UnderTest` fires as soon as a series is missing, without waiting for the next scrapes.',
      "Set for: '30s' or longer: two scrapes.",
    ],
  ]);
});

test('a waiting time is told as it will be', () => {
  expect(said([alert('queue_length > 3', { for: '75s' })])).toEqual([
    ['FOR-INTERVAL', 'The alert `UnderTest` waits 1m15s and is evaluated every 30s: it waits 1m30s in fact.'],
  ]);
});

describe('a series that is recorded every five minutes', () => {
  const slow = record('shop:day', 'sum(queue_length)');
  test.each<[string, string, readonly string[]]>([
    ['read at once', 'shop:day > 3', ['GRP-LOOKBACK']],
    ['read over a range', 'max_over_time(shop:day[20m]) > 3', []],
    ['read by nobody', 'queue_size > 3', []],
  ])('%s', (_, expr, codes) => {
    const found = findingsOf([slow, alert(expr, { for: '5m' })], { interval: '5m' });
    expect(found.map(([code, path]) => `${code} ${path}`)).toEqual(codes.map(code => `${code} records/shop:day`));
  });
});

describe('two rules of one name', () => {
  const first = alert('queue_length > 3', { path: 'under/first' });
  test.each<[string, Parameters<typeof alert>, readonly string[]]>([
    ['with one expression', ['queue_length > 3'], ['ALERT-DUP']],
    ['with series that can be the same', ['queue_length > 5'], ['ALERT-DUP']],
    ['with a label of its own', ['queue_length > 5', { labels: { level: 'high' } }], []],
    ['with other series labels', ['sum by (instance) (queue_length) > 5'], []],
  ])('%s', (_, [expr, change], codes) => {
    expect(said([first, alert(expr, change)]).map(([code]) => code)).toEqual(codes);
  });

  test('with values that exclude each other are two alerts', () => {
    const failed = alert('sum by (status) (rate(orders_total{status="failed"}[5m])) > 100');
    const ok = alert('sum by (status) (rate(orders_total{status="ok"}[5m])) > 100');
    expect(said([failed, ok])).toEqual([]);
  });

  test.each([
    ['patterns', ['=~"2.."', '=~"3.."', '=~"4[0-9]+"', '=~"5..|600"']],
    ['a value and its opposite', ['="200"', '!="200"']],
    ['a list and a pattern', ['=~"200|204"', '=~"5.*"']],
  ])('with %s that exclude each other are as many alerts', (_, codes) => {
    const rules = codes.map(code => alert(`sum by (code) (rate(http_requests_total{code${code}}[5m])) > 100`));
    expect(said(rules)).toEqual([]);
  });

  test.each([
    ['patterns that meet', '=~"5.."', '=~"50.*"'],
    ['a pattern that is not simple', '=~"5(?:..)"', '=~"2.."'],
  ])('with %s are one alert', (_, first, second) => {
    const rules = [first, second].map(code =>
      alert(`sum by (code) (rate(http_requests_total{code${code}}[5m])) > 100`),
    );
    expect(said(rules).map(([code]) => code)).toEqual(['ALERT-DUP']);
  });

  const of = (code: string): string => `sum(rate(http_requests_total{service="shop",code=~"${code}"}[5m]))`;
  test.each<[string, string, string, readonly string[]]>([
    ['by other values of a label that is gone', of('2..'), of('5..'), ['RECORD-DUP again']],
    ['in another hand', 'sum(queue_length)', 'sum (queue_length)', ['RECORD-DUP again']],
    ['by another aggregation', 'sum by (queue) (queue_length)', 'max by (queue) (queue_length)', ['RECORD-DUP again']],
    ['with other labels', 'sum by (queue) (queue_length)', 'sum(queue_length)', []],
    ['of other targets', 'rate(orders_total[5m])', 'rate(payments_total[5m])', []],
    ['when one of them has none', 'sum(queue_length) > 0', 'vector(0) unless sum(queue_length)', []],
  ])('that record one series %s', (_, first, second, found) => {
    const rules = [record('shop:a', first), record('shop:a', second, { path: 'again' })];
    expect(findingsOf(rules).map(([code, path]) => `${code} ${path}`)).toEqual(found);
  });

  test('that record one expression write over each other', () => {
    const twice = [record('shop:a', 'sum(queue_length)'), record('shop:a', 'sum(queue_length)', { path: 'again' })];
    expect(findingsOf(twice).map(([code, path]) => [code, path])).toEqual([['RECORD-DUP', 'again']]);
  });
});

test.each([
  [
    'an alert',
    alert('queue_length > 3', { labels: { org: 'x' } }),
    'The rule `UnderTest` sets the label `org`, which the server adds to everything it sends.',
  ],
  [
    'a record',
    record('shop:a', 'vector(1)', { labels: { org: 'x' } }),
    'The rule `shop:a` sets the label `org`, which the server adds to everything it sends.',
  ],
])('%s that sets an external label', (_, rule, message) => {
  expect(said([rule])).toEqual([['LABEL-COLLIDE', message]]);
});
