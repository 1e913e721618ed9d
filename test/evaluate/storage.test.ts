import { expect, test } from 'vitest';
import { LabelTable } from '../../src/evaluate/labels.ts';
import { Storage } from '../../src/evaluate/storage.ts';
import { exprOf } from './answer.ts';

const selectorOf = (text: string) => {
  const expr = exprOf(text);
  if (expr.kind !== 'selector') throw new Error(`${text} is no selector`);
  return expr;
};

const namesOf = (storage: Storage, text: string) => {
  const selected = storage.select(selectorOf(text));
  return selected.kind === 'selected' ? selected.series.map(({ labels }) => labels['job']) : selected;
};

test('samples are only added at the end of a series', () => {
  const storage = new Storage();
  const labels = { __name__: 'up', job: 'a' };
  expect(storage.append(labels, 1_000, 1)).toBe(true);
  expect(storage.append({ job: 'a', __name__: 'up', empty: '' }, 2_000, 2)).toBe(true);
  expect(storage.append(labels, 2_000, 2)).toBe(true);
  expect(storage.append(labels, 2_000, 3)).toBe(false);
  expect(storage.append(labels, 500, 3)).toBe(false);
  expect(storage.appendStale(labels, 2_000)).toBe(false);
  expect(storage.appendStale(labels, 3_000)).toBe(true);
  expect(storage.appendStale(labels, 3_000)).toBe(true);
  expect(storage.append(labels, 3_000, 3)).toBe(false);
  expect(storage.series()).toEqual([
    { labels, times: [1_000, 2_000, 3_000], values: [1, 2, Number.NaN], stale: new Set([2]) },
  ]);
});

test('series of the input may hold ends', () => {
  const labels = { __name__: 'up' };
  const [series] = new Storage([
    {
      labels,
      samples: [
        { t: 0, v: 1 },
        { t: 5, v: 0, stale: true },
      ],
    },
  ]).series();
  expect(series).toEqual({ labels, times: [0, 5], values: [1, Number.NaN], stale: new Set([1]) });
});

const jobs = ['a', 'b', 'ab', ''];

test.each([
  { text: 'up', jobs: ['a', 'b', 'ab', undefined] },
  { text: 'up{job="a"}', jobs: ['a'] },
  { text: 'up{job!="a"}', jobs: ['b', 'ab', undefined] },
  { text: 'up{job=~"a|b"}', jobs: ['a', 'b'] },
  { text: 'up{job=~"a.*"}', jobs: ['a', 'ab'] },
  { text: 'up{job!~"a.*|"}', jobs: ['b'] },
  { text: 'up{job=""}', jobs: [undefined] },
  { text: '{__name__="up",job="b"}', jobs: ['b'] },
  { text: '{__name__=~"u.",job=~".b"}', jobs: ['ab'] },
  { text: '{__name__!="up",job!=""}', jobs: ['z'] },
  { text: 'down', jobs: [] },
])('$text selects the jobs $jobs', ({ text, jobs: expected }) => {
  const storage = new Storage();
  for (const job of jobs) storage.append({ __name__: 'up', job }, 0, 1);
  storage.append({ __name__: 'other', job: 'z' }, 0, 1);
  expect(namesOf(storage, text)).toEqual(expected);
});

test('a selector that was asked before finds the series that came after', () => {
  const storage = new Storage();
  const selector = selectorOf('up{job=~".+"}');
  const count = () => {
    const selected = storage.select(selector);
    return selected.kind === 'selected' ? selected.series.length : -1;
  };
  expect(count()).toBe(0);
  storage.append({ __name__: 'up', job: 'a' }, 0, 1);
  expect(count()).toBe(1);
  storage.append({ __name__: 'up', job: 'b' }, 0, 1);
  storage.append({ __name__: 'up' }, 0, 1);
  expect(count()).toBe(2);
});

test('a storage of complete series finds them by name, and takes no more samples of them', () => {
  const labels = new LabelTable();
  const up = labels.of({ __name__: 'up', job: 'a' });
  const none: ReadonlySet<number> = new Set();
  const storage = Storage.holding(
    [
      { labels: up, times: [0, 15_000], values: [1, 0], stale: none },
      { labels: labels.of({ __name__: 'down' }), times: [], values: [], stale: none },
    ],
    labels,
  );
  expect(storage.append({ __name__: 'up', job: 'a' }, 30_000, 1)).toBe(false);
  expect(storage.appendStale(up, 30_000)).toBe(false);
  expect(storage.append({ __name__: 'new' }, 30_000, 1)).toBe(true);
  expect(storage.series().map(each => [each.labels['__name__'], ...each.values])).toEqual([
    ['up', 1, 0],
    ['new', 1],
  ]);
});
