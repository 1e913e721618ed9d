import { describe, expect, test } from 'vitest';
import type { PanelEntry } from '../../src/catalogue/dashboard.ts';
import { panels } from '../../src/catalogue/panels.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import { emitGrafana } from '../../src/grafana/emit.ts';
import { renderDashboard } from '../../src/grafana/render.ts';
import type { AlertingRule } from '../../src/ir/rule-group.ts';
import type { Model } from '../../src/model/model.ts';
import { dashboard, shop } from './model-fixture.ts';

const list = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

const rendered = (entry: PanelEntry): JsonObject =>
  list(renderDashboard(dashboard({ rows: [{ title: 'R', panels: [entry] }] })).body['panels'])[1] ?? {};

/** What a panel says about a column, by its name. */
const columnOf = (panel: JsonObject, name: string): JsonObject => {
  const config = panel['fieldConfig'];
  const overrides = list(isJsonObject(config) ? config['overrides'] : undefined);
  const found = overrides.find(({ matcher }) => isJsonObject(matcher) && matcher['options'] === name);
  return Object.fromEntries(list(found?.['properties']).map(({ id, value }) => [String(id), value ?? null]));
};

const table = (own: Partial<PanelEntry>): PanelEntry => ({ kind: 'table', title: 'T', description: 'D.', ...own });

describe('a table', () => {
  const two = table({
    queries: [
      { expr: 'left', legend: 'Left' },
      { expr: 'gone_in', legend: 'Gone in' },
    ],
    columns: {
      'Gone in': { unit: 's', thresholds: [{ at: 3_600, color: 'green' }] },
      slo: { title: 'Objective', width: 200, link: { title: 'Details', url: '/d/slo-detail?var-slo=${__value.raw}' } },
    },
  });

  test('heads the column of each query with its legend, in a unit of its own', () => {
    expect(columnOf(rendered(two), 'Value #A')).toEqual({ displayName: 'Left' });
    expect(columnOf(rendered(two), 'Value #B')).toEqual({
      displayName: 'Gone in',
      unit: 's',
      decimals: 2,
      thresholds: {
        mode: 'absolute',
        steps: [
          { value: null, color: 'red' },
          { value: 3_600, color: 'green' },
        ],
      },
      'custom.cellOptions': { type: 'color-text' },
    });
  });

  test('heads the column of a label as its author says, and leads on from its cells', () => {
    expect(columnOf(rendered(two), 'slo')).toEqual({
      displayName: 'Objective',
      'custom.width': 200,
      links: [{ title: 'Details', url: '/d/slo-detail?var-slo=${__value.raw}', targetBlank: false }],
    });
  });

  test('of one query calls its numbers Value, under the legend', () => {
    expect(columnOf(rendered(table({ queries: [{ expr: 'up', legend: 'Up' }] })), 'Value')).toEqual({
      displayName: 'Up',
    });
  });
});

describe('the table of alerts', () => {
  const slow: AlertingRule = {
    kind: 'alert',
    alert: 'Slow',
    expr: 'latency > 2',
    labels: { service: 'orders', severity: 'critical' },
    annotations: { action: 'Roll back {{ $labels.handler }}; it was {{ $value | humanize }}.' },
    path: 'shop/orders',
  };
  const other: AlertingRule = {
    ...slow,
    alert: 'Lost',
    labels: { service: 'mailer' },
    annotations: { action: 'Resend.' },
  };

  const actionOf = (model: Model, where: Readonly<Record<string, string>>): JsonObject => {
    const own = dashboard({ rows: [{ title: 'R', panels: [panels.alertTable(where)] }] });
    const groups = [
      { name: 'g', file: 'g', interval: '30s', evaluator: 'prometheus', rules: [slow, other], path: 'shop' } as const,
    ];
    const plans = emitGrafana({ ...model, dashboards: [own] }, groups).dashboards ?? [];
    const panel = list(plans.find(({ uid }) => uid === own.uid)?.body['panels'])[1] ?? {};
    return columnOf(panel, 'action');
  };

  test('says what to do about each alert of the service, and leads to its runbook', () => {
    const model = { ...shop, runbookBase: 'https://runbooks.example.com' };
    expect(actionOf(model, { service: 'orders' })).toEqual({
      displayName: 'What to do',
      mappings: [
        { type: 'value', options: { 'orders/Slow': { index: 0, text: 'Roll back the handler; it was the value.' } } },
      ],
      'custom.cellOptions': { type: 'auto', wrapText: true },
      links: [{ title: 'Runbook', url: 'https://runbooks.example.com/${__value.raw}.md', targetBlank: true }],
    });
  });

  test('of all services knows the alerts of all', () => {
    const [mapping] = list(actionOf(shop, {})['mappings']);
    expect(Object.keys(isJsonObject(mapping?.['options']) ? mapping['options'] : {})).toEqual([
      'mailer/Lost',
      'orders/Slow',
    ]);
  });

  test('shows the most urgent first', () => {
    const panel = rendered(panels.alertTable({}));
    expect(panel['options']).toMatchObject({ sortBy: [{ displayName: 'Priority', desc: false }] });
    expect(columnOf(panel, 'priority')).toMatchObject({ displayName: 'Priority' });
  });
});

describe('numbers with a meaning', () => {
  const states = [
    { is: 0, text: 'healthy', color: 'green' },
    { is: 2, text: 'degraded', color: 'red' },
  ] as const;

  test('are words and colours, and fill the panel that shows one number', () => {
    const panel = rendered({ kind: 'stat', title: 'T', description: 'D.', queries: [{ expr: 'level' }], states });
    expect(panel).toMatchObject({
      options: { colorMode: 'background', graphMode: 'none' },
      fieldConfig: {
        defaults: {
          mappings: [
            {
              type: 'value',
              options: {
                0: { text: 'healthy', color: 'green', index: 0 },
                2: { text: 'degraded', color: 'red', index: 1 },
              },
            },
          ],
        },
      },
    });
  });
});

test('an objective leads to its page, at the time that is shown', () => {
  const panel = rendered(panels.budgetBars({ service: 'orders' }));
  expect(panel).toMatchObject({
    fieldConfig: {
      defaults: { links: [{ url: '/d/slo-detail?var-slo=${__field.labels.slo}&${__url_time_range}' }] },
    },
  });
});

test('what is usual lies as a band behind what is', () => {
  const panel = rendered(
    panels.baseline({ now: 'rate', usual: 'mean', spread: 'spread' }, { title: 'T', description: 'D.' }),
  );
  expect(list(panel['targets']).map(({ legendFormat, expr }) => [legendFormat, expr])).toEqual([
    ['Now', 'rate'],
    ['A week ago', 'rate offset 7d'],
    ['Usual', 'mean'],
    ['Low', 'clamp_min(mean - 2 * spread, 0)'],
    ['High', 'mean + 2 * spread'],
  ]);
  expect(columnOf(panel, 'High')).toMatchObject({ 'custom.fillBelowTo': 'Low' });
});
