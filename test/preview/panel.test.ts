import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import type { Panel } from '../../src/preview/dashboard.ts';
import { writeValue } from '../../src/preview/field.ts';
import { panelData, reduced, seriesName } from '../../src/preview/frames.ts';
import { hrefOf } from '../../src/preview/links.ts';
import { printAlerts } from '../../src/preview/print-alerts.ts';
import { printMarkdownText } from '../../src/preview/print-markdown-text.ts';
import { printPanel } from '../../src/preview/print-panel.ts';
import { type AnsweredSeries, questionKey, questionOf, type Shown } from '../../src/preview/questions.ts';
import { readPanel } from '../../src/preview/read-panel.ts';

const timing = { start: 0, end: 60, now: 67, step: 15, scrape: 15 };

const panelOf = (type: string, more: JsonObject = {}): Panel =>
  readPanel(
    {
      type,
      title: 'T',
      gridPos: { x: 0, y: 0, w: 12, h: 8 },
      targets: [
        {
          refId: 'A',
          expr: 'q',
          legendFormat: '{{n}}',
          instant: type !== 'timeseries' && type !== 'heatmap' && type !== 'state-timeline',
        },
      ],
      ...more,
    },
    'p',
  );

/** What a panel shows of the given series. */
const drawn = (panel: Panel, series: readonly AnsweredSeries[]): string =>
  printPanel(panel, { href: hrefOf(new Set()), shown: shownOf(panel, series) });

const shownOf = (panel: Panel, series: readonly AnsweredSeries[]): Shown => {
  const view = { timing, choices: new Map() };
  const outcomes = panel.queries.flatMap(query => {
    const question = questionOf(query, view);
    return question === undefined ? [] : [[questionKey(question), { kind: 'answered', series }] as const];
  });
  return { ...view, outcomes: new Map(outcomes) };
};

const one = (labels: Readonly<Record<string, string>>, ...values: readonly number[]): AnsweredSeries => ({
  labels,
  points: values.map((value, i) => ({ at: i * 15, value })),
});

/** The data of the chart of a panel. */
const chartOf = (text: string): JsonObject => JSON.parse(/application\/json">(.*?)<\/script>/.exec(text)?.[1] ?? '{}');

describe('a series is called', () => {
  const a = { __name__: 'up', job: 'x', instance: 'a' };
  const b = { __name__: 'up', job: 'x', instance: 'b' };
  test.each([
    { sentence: 'as its legend says', legend: '{{job}} on {{ instance }}', name: 'x on a' },
    { sentence: 'without a label that it lacks', legend: '{{job}}{{nothing}}', name: 'x' },
    { sentence: 'by the label that tells it from the others', legend: '__auto', name: 'a' },
    { sentence: 'by all its labels', legend: undefined, name: 'up{job="x", instance="a"}' },
  ])('$sentence', ({ legend, name }) => {
    expect(seriesName({ legend, refId: 'A', text: 'up' }, a, [{ labels: a }, { labels: b }])).toBe(name);
  });

  test('by its query when it has no label', () => {
    expect(seriesName({ legend: undefined, refId: 'A', text: 'sum(up)' }, {}, [{ labels: {} }])).toBe('sum(up)');
  });
});

test.each([
  ['lastNotNull', 2],
  ['last', Number.NaN],
  ['first', 1],
  ['min', 1],
  ['max', 4],
  ['sum', 7],
  ['mean', 7 / 3],
  ['range', 3],
  ['diff', 1],
  ['count', 4],
])('%s of 1, 4, 2 and NaN is %s', (calculation, value) => {
  expect(
    reduced(
      [1, 4, 2, Number.NaN].map((each, at) => ({ at, value: each })),
      calculation,
    ),
  ).toBe(value);
});

describe('a value', () => {
  const field = (defaults: JsonObject) => panelOf('stat', { fieldConfig: { defaults, overrides: [] } }).field;
  const steps = [
    { value: null, color: 'green' },
    { value: 80, color: 'dark-red' },
  ];
  test.each([
    {
      sentence: 'has the colour of the step that it reached',
      defaults: { thresholds: { mode: 'absolute', steps } },
      value: 80,
      is: ['80', 'var(--red)'],
    },
    {
      sentence: 'has the first colour below all steps',
      defaults: { thresholds: { mode: 'absolute', steps } },
      value: 79,
      is: ['79', 'var(--green)'],
    },
    {
      sentence: 'is measured by shares of its scale',
      defaults: { min: 0, max: 10, thresholds: { mode: 'percentage', steps } },
      value: 8,
      is: ['8', 'var(--red)'],
    },
    {
      sentence: 'is written as the author maps it',
      defaults: { mappings: [{ type: 'value', options: { 0: { text: 'Down', color: 'red' } } }] },
      value: 0,
      is: ['Down', 'var(--red)'],
    },
    {
      sentence: 'is mapped by a range',
      defaults: { mappings: [{ type: 'range', options: { from: 1, to: null, result: { text: 'Some' } } }] },
      value: 5,
      is: ['Some', 'var(--text)'],
    },
  ])('$sentence', ({ defaults, value, is }) => {
    const { text, colour } = writeValue(field(defaults), value, undefined);
    expect([text, colour]).toEqual(is);
  });
});

describe('a panel', () => {
  test('follows overrides by name, by expression and by query', () => {
    const panel = panelOf('stat', {
      fieldConfig: {
        defaults: { unit: 'short', decimals: 1 },
        overrides: [
          { matcher: { id: 'byRegexp', options: '/^a/' }, properties: [{ id: 'unit', value: 's' }] },
          { matcher: { id: 'byName', options: 'ab' }, properties: [{ id: 'displayName', value: 'first' }] },
          { matcher: { id: 'byFrameRefID', options: 'A' }, properties: [{ id: 'custom.lineWidth', value: 3 }] },
          { matcher: { id: 'byType', options: 'string' }, properties: [{ id: 'unit', value: 'bytes' }] },
        ],
      },
    });
    const { frames } = panelData(panel, shownOf(panel, [one({ n: 'ab' }, 1), one({ n: 'b' }, 1)]));
    expect(frames.map(({ name, field }) => [name, field.unit, field.decimals, field.custom['lineWidth']])).toEqual([
      ['first', 's', 1, 3],
      ['b', 'short', 1, 3],
    ]);
  });

  test('asks instant queries now and others along whole steps', () => {
    const view = { timing, choices: new Map() };
    const asked = [panelOf('stat'), panelOf('timeseries')].map(({ queries: [query] }) =>
      query === undefined ? undefined : questionOf(query, view),
    );
    expect(asked).toMatchObject([
      { instant: true, end: 67 },
      { instant: false, start: 0, end: 60, step: 15 },
    ]);
  });

  test('of lines has every value at its step, and limits only where they are drawn', () => {
    const thresholds = {
      mode: 'absolute',
      steps: [
        { value: null, color: 'green' },
        { value: 3, color: 'red' },
      ],
    };
    const series = [
      {
        labels: { n: 'a' },
        points: [
          { at: 15, value: 1.23456789 },
          { at: 60, value: 2 },
          { at: 75, value: 9 },
        ],
      },
    ];
    const plain = chartOf(drawn(panelOf('timeseries', { fieldConfig: { defaults: { thresholds } } }), series));
    expect(plain).toMatchObject({
      kind: 'lines',
      start: 0,
      step: 15,
      count: 5,
      lines: [],
      series: [{ name: 'a', values: ',1.2346,,,2' }],
    });
    const custom = { thresholdsStyle: { mode: 'dashed' } };
    const limited = chartOf(
      drawn(panelOf('timeseries', { fieldConfig: { defaults: { thresholds, custom } } }), series),
    );
    expect(limited['lines']).toEqual([{ at: 3, colour: 'var(--red)' }]);
  });

  test('of lines that asks at once has its value at the last step', () => {
    const panel = panelOf('timeseries', { targets: [{ refId: 'A', expr: 'q', instant: true }] });
    expect(chartOf(drawn(panel, [{ labels: {}, points: [{ at: 74, value: 5 }] }]))['series']).toMatchObject([
      { values: ',,,,5' },
    ]);
  });

  test('of a histogram has in each bucket what is above the one before', () => {
    const panel = panelOf('heatmap', {
      targets: [{ refId: 'A', expr: 'q', format: 'heatmap' }],
      options: { yAxis: { unit: 's' } },
    });
    const text = drawn(panel, [one({ le: '+Inf' }, 10, 12), one({ le: '0.5' }, 4, 12), one({ le: '1' }, 9, 11)]);
    expect(chartOf(text)['series']).toMatchObject([
      { name: '500 ms', values: '4,12,,,' },
      { name: '1 s', values: '5,0,,,' },
      { name: '∞', values: '1,1,,,' },
    ]);
  });

  test('of states has a bar for each, as long as it lasted', () => {
    const text = drawn(panelOf('state-timeline', { fieldConfig: { defaults: { unit: 'bool_yes_no' } } }), [
      one({ n: 'a' }, 1, 1, 0, 1),
    ]);
    expect([...text.matchAll(/<rect x="(\d)" width="(\d)"/g)].map(([, x, width]) => [x, width])).toEqual([
      ['0', '2'],
      ['2', '1'],
      ['3', '1'],
    ]);
    expect(text).toContain('aria-label="a: Yes 60 %, No 20 %"');
  });

  test('of a table has labels and values in the columns that were chosen', () => {
    const options = {
      excludeByName: { Time: true, job: true },
      renameByName: { Value: 'Up' },
      indexByName: { Value: 0, n: 1 },
    };
    const text = drawn(panelOf('table', { transformations: [{ id: 'organize', options }] }), [
      one({ n: 'a', job: 'x' }, 1),
    ]);
    expect(text).toContain('<th scope="col" class="number">Up</th><th scope="col">n</th></tr>');
    expect(text).toContain('<td class="number ink-text">1</td><td>a</td>');
  });

  test('of shares says how large each is', () => {
    expect(drawn(panelOf('piechart'), [one({ n: 'a' }, 3), one({ n: 'b' }, 1), one({ n: 'c' }, 0)])).toMatch(
      /a<\/span> <span class="value">3 · 75%.*b<\/span> <span class="value">1 · 25%/,
    );
  });

  test('of a kind that is not drawn is a table', () => {
    expect(drawn(panelOf('nodeGraph'), [one({ n: 'a' }, 1)])).toContain(
      'A panel of the kind nodeGraph is shown as a table.',
    );
  });
});

test('alerts are those that the panel filters, firing ones first', () => {
  const alert = (alertname: string, alertstate: string, service: string): AnsweredSeries =>
    one({ __name__: 'ALERTS', alertname, alertstate, service }, 1);
  const panel = panelOf('alertlist', {
    options: { alertInstanceLabelFilter: '{service=~"a|b",team!="x"}', stateFilter: { firing: true, pending: true } },
  });
  const text = printAlerts(
    panel,
    [alert('Slow', 'pending', 'a'), alert('Down', 'firing', 'b'), alert('Down', 'firing', 'c')],
    each => each,
  );
  expect(
    [...text.matchAll(/<strong>(\w+)<\/strong> <span class="labels">([^<]*)/g)].map(([, name, labels]) => [
      name,
      labels,
    ]),
  ).toEqual([
    ['Down', 'service=b'],
    ['Slow', 'service=a'],
  ]);
});

test('words of a text panel are laid out as they are meant', () => {
  const text = printMarkdownText(
    [
      '# Title',
      'One',
      'line with `a < b`.',
      '',
      '1. first',
      '2. *second*',
      '---',
      '| a | b |',
      '|---|---|',
      '| 1 | 2 |',
      '```',
      '<b>',
      '```',
    ].join('\n'),
    hrefOf(new Set()),
  );
  expect(text.split('\n')).toEqual([
    '<p class="md-h md-h1">Title</p>',
    '<p>One line with <code>a &lt; b</code>.</p>',
    '<ol><li>first</li><li><em>second</em></li></ol>',
    '<hr>',
    '<div class="wide"><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>',
    '<pre tabindex="0"><code>&lt;b&gt;</code></pre>',
  ]);
});
