import { expect, test } from 'vitest';
import { panelAt, panelsOf } from '../../src/ir/dashboard.ts';

const body = {
  panels: [
    { title: 'a' },
    { title: 'row', panels: [{ title: 'b' }, { title: 'c' }] },
    { title: 'd', targets: [{ expr: 'up' }] },
  ],
};

test('every panel is found again by its pointer', () => {
  expect(panelsOf(body).map(({ pointer }) => panelAt(body, pointer)?.['title'])).toEqual(['a', 'row', 'b', 'c', 'd']);
});

test.each([
  ['into a panel', '/panels/2/targets/0', 'd'],
  ['into a panel of a row', '/panels/1/panels/1/targets/3', 'c'],
  ['behind the last', '/panels/7/targets/0', undefined],
  ['to something else', '/annotations/list/0', undefined],
])('a pointer %s leads to its panel', (_, pointer, title) => {
  expect(panelAt(body, pointer)?.['title']).toBe(title);
});
