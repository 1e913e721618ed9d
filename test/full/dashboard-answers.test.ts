import { describe, expect, test } from 'vitest';
import { type Answer, hasData, impossibleValues, namelessLabels, sharedNames } from './dashboard-answers.ts';
import { type Question, readPage, withValues } from './dashboard-questions.ts';

/** What judges the answers, with answers that are wrong: the run itself has none. */
const question: Question = {
  panel: 'page: row / panel',
  letter: 'A',
  kind: 'timeseries',
  expr: 'up',
  instant: false,
  legend: '',
  unit: '',
};

const answer = (change: Partial<Question>, ...series: Answer['series']): Answer => ({
  question: { ...question, ...change },
  chosen: {},
  query: 'up',
  complaints: [],
  series,
});

const one = { labels: { job: 'api', instance: 'a' }, values: [1] };
const two = { labels: { job: 'api', instance: 'b' }, values: [2] };

describe('data', () => {
  test.each<[string, Answer, boolean]>([
    ['is a number', answer({}, one), true],
    ['is not an empty answer', answer({}), false],
    ['is not a series without samples', answer({}, { labels: {}, values: [] }), false],
    ['is nothing that is no number', answer({}, { labels: {}, values: [Number.NaN, Number.POSITIVE_INFINITY] }), false],
  ])('%s', (_, given, expected) => {
    expect(hasData(given)).toBe(expected);
  });
});

test('a legend lacks a label that one of the series lacks', () => {
  const lacking = { labels: { job: 'api' }, values: [1] };
  expect(namelessLabels(answer({ legend: '{{job}} {{ instance }}' }, one, lacking))).toEqual(['instance']);
  expect(namelessLabels(answer({ legend: '{{job}} {{instance}}' }, one, two))).toEqual([]);
});

test.each<[string, readonly Answer[], readonly string[]]>([
  ['two series of a query', [answer({ legend: '{{job}}' }, one, two)], ['api']],
  ['series of two queries', [answer({ legend: 'Now' }, one), answer({ legend: 'Now' }, two)], ['Now']],
  ['nothing where a label differs', [answer({ legend: '{{instance}}' }, one, two)], []],
  ['nothing where all labels are shown', [answer({ legend: '__auto' }, one, two)], []],
])('a name is shared by %s', (_, answers, expected) => {
  expect(sharedNames(answers)).toEqual(expected);
});

test.each<[string, Partial<Question>, readonly number[], readonly number[]]>([
  ['a share above one', { unit: 'percentunit' }, [0, 1, 1.1], [1.1]],
  ['a negative duration', { unit: 's' }, [0, -1], [-1]],
  ['nothing that extrapolation explains', { unit: 'percentunit' }, [1.02, -0.02], []],
  ['nothing without a unit', { unit: '' }, [-5], []],
  ['nothing that is foretold', { unit: 'bytes', expr: 'predict_linear(x[1h], 60)' }, [-5], []],
])('impossible is %s', (_, change, values, expected) => {
  expect(impossibleValues(answer(change, { labels: {}, values }))).toEqual(expected);
});

describe('a page', () => {
  const prometheus = { type: 'prometheus', uid: '${datasource}' };
  const panel = (title: string, expr: string) => ({
    type: 'stat',
    title,
    fieldConfig: { defaults: { unit: 's' } },
    targets: [
      { datasource: prometheus, refId: 'A', expr, instant: true, legendFormat: '{{job}}' },
      { datasource: { type: 'elasticsearch' }, refId: 'B', query: 'level:error' },
    ],
  });

  test('has panels of open and folded rows, marks and choices', () => {
    const page = readPage({
      uid: 'page',
      annotations: { list: [{ datasource: prometheus, name: 'Starts', expr: 'starts', titleFormat: '{{job}}' }] },
      templating: {
        list: [
          { type: 'datasource', name: 'datasource' },
          { type: 'query', name: 'job', allValue: '.+', query: { query: 'label_values(up{env="a"}, job)' } },
        ],
      },
      panels: [
        panel('Alone', 'a'),
        { type: 'row', title: 'Open' },
        panel('First', 'b'),
        { type: 'row', title: 'Folded', panels: [panel('Second', 'c')] },
      ],
    });
    expect(page.questions.map(({ panel, expr }) => [panel, expr])).toEqual([
      ['page: marks / Starts', 'starts'],
      ['page: Alone', 'a'],
      ['page: Open / First', 'b'],
      ['page: Folded / Second', 'c'],
    ]);
    expect(page.questions[1]).toMatchObject({ letter: 'A', kind: 'stat', instant: true, legend: '{{job}}', unit: 's' });
    expect(page.choices).toEqual([{ name: 'job', series: 'up{env="a"}', label: 'job', all: '.+' }]);
  });

  test('is not read when a choice asks in an unknown way', () => {
    const templating = { list: [{ type: 'query', name: 'x', query: { query: 'metrics(up)' } }] };
    expect(() => readPage({ uid: 'page', templating })).toThrow('the variable x asks in a way that is not known here');
  });
});

test('variables are replaced in every notation, and an unknown one is refused', () => {
  const values = { job: 'a|b', __range: '1h' };
  expect(withValues('x{job=~"$job",k=~"${job:regex}|[[job]]"}[$__range]', values)).toBe(
    'x{job=~"a|b",k=~"a|b|a|b"}[1h]',
  );
  expect(() => withValues('x{job="$jobs"}', values)).toThrow('nothing is known of the variable $jobs');
});
