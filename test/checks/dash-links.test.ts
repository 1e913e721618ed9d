import { describe, expect, test } from 'vitest';
import { dashOrphan } from '../../src/checks/dash-orphan.ts';
import { dashRefresh } from '../../src/checks/dash-refresh.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { emptyShop, planOf, shop } from '../grafana/model-fixture.ts';
import { choosing, messages, page, pages, subjectOf, variable } from './dash-fixture.ts';

const alone = page({ tags: ['teapots'] });
const other = (body: JsonObject) => page(body, { uid: 'other', title: 'Other', path: 'shop/other' });
const lists = (tags: readonly string[]): JsonObject => ({ links: [{ type: 'dashboards', tags }] });

describe('DASH-ORPHAN', () => {
  test.each<[string, JsonObject]>([
    ['no link', {}],
    ['a list of other tags', lists(['kettles'])],
    ['a list that demands one tag more', lists(['teapots', 'kettles'])],
    ['a link to a longer uid', { links: [{ type: 'link', url: '/d/pages' }] }],
    ['a list of dashboards that names no tag', { panels: [{ type: 'dashlist', options: { tags: [] } }] }],
  ])('finds a page to which there is %s', (_, body) => {
    const messagesAbout = messages(dashOrphan, pages(alone, other(body))).filter(message => message.includes('"Page"'));
    expect(messagesAbout).toEqual(['No other dashboard and no alert leads to the dashboard "Page".']);
  });

  test('a link to itself is none', () => {
    const own = page({ ...lists(['teapots']), tags: ['teapots'], panels: [{ links: [{ url: '/d/page' }] }] });
    expect(messages(dashOrphan, pages(own))).toHaveLength(1);
  });

  test.each<[string, JsonObject]>([
    ['a list of its tag', lists(['teapots'])],
    ['a list of everything', lists([])],
    ['a list of dashboards', { panels: [{ type: 'dashlist', options: { tags: ['teapots'] } }] }],
    ['a text', { panels: [{ type: 'text', options: { content: 'See [the pots](/d/page?from=now-1h).' } }] }],
    ['a link of a panel', { panels: [{ links: [{ url: 'https://grafana.example.com/d/page/teapots' }] }] }],
    ['a link of a value', { panels: [{ fieldConfig: { defaults: { links: [{ url: '/d/page' }] } } }] }],
  ])('is content with %s', (_, body) => {
    const found = messages(dashOrphan, pages(alone, other(body)));
    expect(found.filter(message => message.includes('"Page"'))).toEqual([]);
  });

  test('is content with an alert that leads there, and with the page that Grafana opens first', () => {
    const plan = planOf(emptyShop);
    const rule = {
      kind: 'alert',
      alert: 'A',
      expr: 'up == 0',
      labels: {},
      annotations: { dashboard_url: 'http://localhost:3000/d/page' },
      path: 'shop/A',
    } as const;
    const group = {
      name: 'g',
      file: 'g',
      interval: '30s',
      evaluator: 'prometheus',
      rules: [rule],
      path: 'shop',
    } as const;
    const home = page({}, { uid: 'home', title: 'Home' });
    const subject = subjectOf(emptyShop, { ...plan, dashboards: [alone, home], groups: [group] });
    expect(messages(dashOrphan, subject)).toEqual([]);
  });
});

describe('DASH-REFRESH', () => {
  test.each([0, 1])('finds a choice that is asked with refresh %d', refresh => {
    const body = choosing([variable('city', 'label_values(up, city)', { refresh })]);
    expect(messages(dashRefresh, pages(page(body)))).toEqual([
      'The variable `$city` of dashboard "Page" offers the values of the time when the page was opened.',
    ]);
  });

  test('is content with one that follows the time range, and with choices that nobody asks for', () => {
    const body = choosing([
      variable('city', 'label_values(up, city)', { refresh: 2 }),
      { type: 'custom', name: 'size', query: 'small,large' },
      { type: 'datasource', name: 'datasource', query: 'prometheus', refresh: 1 },
    ]);
    expect(messages(dashRefresh, pages(page(body)))).toEqual([]);
  });
});

test('every dashboard that a stack has of itself passes both', () => {
  const subject = subjectOf(shop, planOf(shop));
  expect([...dashOrphan.run(subject), ...dashRefresh.run(subject)]).toEqual([]);
});
