import { describe, expect, test } from 'vitest';
import { dashGrid } from '../../src/checks/dash-grid.ts';
import { dashText } from '../../src/checks/dash-text.ts';
import { dashUnused } from '../../src/checks/dash-unused.ts';
import { dashVar } from '../../src/checks/dash-var.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { planOf, shop } from '../grafana/model-fixture.ts';
import { choosing, messages, page, pages, subjectOf, variable } from './dash-fixture.ts';

const panel = (title: string, own: JsonObject = {}): JsonObject => ({ type: 'timeseries', title, ...own });
const asking = (expr: string): JsonObject => ({ targets: [{ refId: 'A', expr }] });

describe('DASH-VAR', () => {
  const region = variable('region', 'label_values(up, region)');

  test.each<[string, JsonObject, readonly string[]]>([
    ['a query', { panels: [panel('P', asking('up{zone="$zone"}'))] }, ['panel "P"']],
    [
      'a Lucene query in braces',
      { panels: [panel('P', { targets: [{ query: 'zone:${zone:lucene}' }] })] },
      ['panel "P"'],
    ],
    ['the service of a trace query', { panels: [panel('P', { targets: [{ service: '[[zone]]' }] })] }, ['panel "P"']],
    ['a legend', { panels: [panel('P', { targets: [{ legendFormat: '$zone' }] })] }, ['panel "P"']],
    ['a title', { panels: [panel('In $zone')] }, ['panel "In $zone"']],
    ['the title of a row', { panels: [{ type: 'row', title: 'In $zone' }] }, ['row "In $zone"']],
    [
      'a panel in a closed row',
      { panels: [{ type: 'row', title: 'R', panels: [panel('In $zone')] }] },
      ['panel "In $zone"'],
    ],
    ['what a panel repeats', { panels: [panel('P', { repeat: 'zone' })] }, ['panel "P"']],
    [
      'a link of a panel',
      { panels: [panel('P', { links: [{ title: 'L', url: '/d/x?var-z=$zone' }] })] },
      ['panel "P"'],
    ],
    [
      'a link of its values',
      { panels: [panel('P', { fieldConfig: { defaults: { links: [{ title: 'L', url: '${zone}' }] } } })] },
      ['panel "P"'],
    ],
    [
      'a link of one of its columns',
      {
        panels: [
          panel('P', { fieldConfig: { overrides: [{ properties: [{ id: 'links', value: [{ url: '${zone}' }] }] }] } }),
        ],
      },
      ['panel "P"'],
    ],
    ['a link of the page', { links: [{ title: 'L', url: '/d/x?var-z=$zone' }] }, ['link "L"']],
    ['an annotation', { annotations: { list: [{ name: 'A', expr: 'up{zone="$zone"}' }] } }, ['annotation "A"']],
    [
      'the alerts of a list',
      { panels: [{ type: 'alertlist', title: 'P', options: { alertInstanceLabelFilter: '{zone="$zone"}' } }] },
      ['panel "P"'],
    ],
  ])('finds an unknown variable in %s, once', (_, body, wheres) => {
    const rejected = choosing([region], { ...body, links: body['links'] ?? [] });
    expect(messages(dashVar, pages(page(rejected)))).toEqual(
      wheres.map(
        where => `The ${where} of dashboard "Page" uses the variable \`$zone\`, which the page does not have.`,
      ),
    );
  });

  test('finds one in another variable, and tells of a name that is close', () => {
    const city = variable('city', 'label_values(up{region="$regoin"}, city)');
    expect(dashVar.run(pages(page(choosing([region, city]))))).toEqual([
      {
        path: 'shop/page',
        message: 'The variable `$city` of dashboard "Page" uses the variable `$regoin`, which the page does not have.',
        hint: 'Did you mean `$region`?',
      },
    ]);
  });

  test.each<[string, JsonObject]>([
    ['a variable of the page', panel('$region', asking('up{region="$region"}'))],
    ['Grafana’s own', panel('P', asking('rate(x[$__rate_interval]) + ${__range_s} + $__interval_ms'))],
    ['a field of a value in a link', panel('P', { links: [{ title: 'L', url: '/d/x?i=${__field.labels.instance}' }] })],
    ['a group of a replacement', panel('P', asking('label_replace(up, "a", "$1-${2}", "b", "(.*)-(.*)")'))],
    ['a named group of one', panel('P', asking('label_replace(up, "a", "${host}", "b", "(?P<host>.*)")'))],
    ['the end of a pattern', panel('P', asking('up{job=~"api$"}'))],
    ['money in a title', panel('Revenue, $')],
    ['a shell in a text panel', { type: 'text', title: 'T', options: { content: 'cd $HOME' } }],
    ['a description', panel('P', { description: 'Costs $USD.' })],
    ['a chosen data source', panel('P', { targets: [{ datasource: { uid: '${anything}' }, expr: 'up' }] })],
  ])('is content with %s', (_, accepted) => {
    expect(messages(dashVar, pages(page(choosing([region], { panels: [accepted] }))))).toEqual([]);
  });
});

describe('DASH-UNUSED', () => {
  const region = variable('region', 'label_values(up, region)');
  const source = { type: 'datasource', name: 'datasource', query: 'prometheus' };

  test('finds a choice that only its own definition mentions', () => {
    const own = variable('region', 'label_values(up{region=~"$region"}, region)');
    expect(messages(dashUnused, pages(page(choosing([own], { panels: [panel('P', asking('up'))] }))))).toEqual([
      'Nothing on the dashboard "Page" uses its variable `$region`.',
    ]);
  });

  test.each<[string, JsonObject]>([
    ['a query', { panels: [panel('P', asking('up{region="$region"}'))] }],
    ['a title', { panels: [panel('Of ${region}')] }],
    ['a text', { panels: [{ type: 'text', options: { content: 'You see $region.' } }] }],
    ['a repetition', { panels: [panel('P', { repeat: 'region' })] }],
    ['a repeated row', { panels: [{ type: 'row', title: 'R', repeat: 'region' }] }],
    [
      'another variable',
      { templating: { list: [region, variable('c', 'label_values(up{r="$region"}, c)')] }, panels: [panel('$c')] },
    ],
    ['an annotation', { annotations: { list: [{ expr: 'up{region="$region"}' }] } }],
    ['a link that carries every choice on', { links: [{ title: 'L', includeVars: true }] }],
  ])('is content with a choice in %s', (_, body) => {
    expect(messages(dashUnused, pages(page(choosing([region], body))))).toEqual([]);
  });

  test('is content with filters, and with a data source that something asks', () => {
    const body = choosing([{ type: 'adhoc', name: 'filters' }, source], {
      panels: [panel('P', { datasource: { type: 'prometheus', uid: '${datasource}' } })],
    });
    expect(messages(dashUnused, pages(page(body)))).toEqual([]);
  });
});

describe('DASH-GRID', () => {
  const at = (title: string, x: number, y: number, w: number, h: number, own: JsonObject = {}): JsonObject =>
    panel(title, { gridPos: { x, y, w, h }, ...own });

  test.each<[string, readonly JsonObject[], readonly string[]]>([
    [
      'two panels on each other',
      [at('A', 0, 0, 8, 8), at('B', 7, 7, 8, 8)],
      ['The panel "A" and the panel "B" of dashboard "Page" overlap.'],
    ],
    [
      'a heading behind a panel',
      [at('A', 0, 0, 8, 8), { type: 'row', title: 'R', gridPos: { x: 0, y: 4, w: 24, h: 1 } }],
      ['The panel "A" and the row "R" of dashboard "Page" overlap.'],
    ],
    [
      'two panels in one closed row',
      [
        {
          type: 'row',
          title: 'R',
          gridPos: { x: 0, y: 0, w: 24, h: 1 },
          panels: [at('A', 0, 1, 8, 8), at('B', 0, 1, 8, 8)],
        },
      ],
      ['The panel "A" and the panel "B" of dashboard "Page" overlap.'],
    ],
    [
      'a panel beyond the right edge',
      [at('A', 20, 0, 8, 8)],
      ['The panel "A" of dashboard "Page" leaves the grid: it stands in column 20, row 0, and is 8 wide and 8 high.'],
    ],
    [
      'half a cell',
      [at('A', 0, 0, 7.5, 8)],
      ['The panel "A" of dashboard "Page" leaves the grid: it stands in column 0, row 0, and is 7.5 wide and 8 high.'],
    ],
    [
      'nothing at all',
      [at('A', 0, 0, 8, 0)],
      ['The panel "A" of dashboard "Page" leaves the grid: it stands in column 0, row 0, and is 8 wide and 0 high.'],
    ],
    ['no place', [panel('A')], ['The panel "A" of dashboard "Page" has no place.']],
  ])('finds %s', (_, panels, expected) => {
    expect(messages(dashGrid, pages(page({ panels })))).toEqual(expected);
  });

  test.each<[string, readonly JsonObject[]]>([
    ['panels that touch', [at('A', 0, 0, 8, 8), at('B', 8, 0, 16, 8), at('C', 0, 8, 24, 1)]],
    ['a gap', [at('A', 0, 0, 8, 8), at('B', 16, 40, 8, 8)]],
    [
      'a closed row, whose panels count from where they would be if it were open',
      [
        { type: 'row', title: 'R', gridPos: { x: 0, y: 0, w: 24, h: 1 }, panels: [at('A', 0, 1, 8, 8)] },
        at('B', 0, 1, 8, 8),
      ],
    ],
  ])('is content with %s', (_, panels) => {
    expect(messages(dashGrid, pages(page({ panels })))).toEqual([]);
  });
});

describe('DASH-TEXT', () => {
  const told = { description: 'D.', fieldConfig: { defaults: { noValue: 'No data' } } };

  test.each<[string, JsonObject, readonly string[]]>([
    ['a title of blanks', panel(' ', told), ['The panel at `/panels/0` of dashboard "Page" has no title.']],
    [
      'a description',
      panel('A', { ...told, description: '' }),
      ['The panel "A" of dashboard "Page" has no description.'],
    ],
    [
      'a word for no data',
      panel('A', { description: 'D.' }),
      ['The panel "A" of dashboard "Page" has no text for no data.'],
    ],
    [
      'everything',
      { type: 'stat' },
      ['The panel at `/panels/0` of dashboard "Page" has no title and no description and no text for no data.'],
    ],
  ])('finds a panel without %s', (_, given, expected) => {
    expect(messages(dashText, pages(page({ panels: [given] })))).toEqual(expected);
  });

  test.each<[string, JsonObject]>([
    ['that says all', panel('A', told)],
    ['of logs, which is empty without lines', { type: 'logs', title: 'L', description: 'D.' }],
    ['of text', { type: 'text' }],
    ['that is a heading', { type: 'row', title: '' }],
    ['that is kept in Grafana', { type: 'timeseries', libraryPanel: { uid: 'x', name: 'X' } }],
  ])('is content with a panel %s', (_, given) => {
    expect(messages(dashText, pages(page({ panels: [given] })))).toEqual([]);
  });
});

test('every dashboard that a stack has of itself, and one of every kind of panel, passes them all', () => {
  const subject = subjectOf(shop, planOf(shop));
  expect([dashGrid, dashText, dashUnused, dashVar].flatMap(check => check.run(subject))).toEqual([]);
});
