import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import { sloDetail } from '../../src/grafana/dashboards/slo-detail.ts';
import { renderDashboard } from '../../src/grafana/render.ts';
import type { Model } from '../../src/model/model.ts';
import { resolveSlo } from '../../src/model/resolve-slo.ts';
import { emptyShop, shop } from './model-fixture.ts';

const [orders] = shop.services;

/** The shop with objectives of these shares, and nothing else promised. */
const promising = (...objectives: readonly string[]): Model => ({
  ...shop,
  services:
    orders === undefined
      ? []
      : [
          {
            ...orders,
            slos: objectives.map((objective, index) =>
              resolveSlo(
                { id: `p${index}`, objective, sli: { kind: 'ratio', bad: 'b', total: 't' }, runbook: 'r' },
                'orders',
                'shop/orders',
                new Map(),
              ),
            ),
          },
        ],
});

const stepsOf = (model: Model, title: string): readonly (readonly [unknown, unknown])[] => {
  const [page] = sloDetail.build(model);
  const panels = page === undefined ? [] : renderDashboard(page).body['panels'];
  const panel = (Array.isArray(panels) ? panels.filter(isJsonObject) : []).find(each => each['title'] === title);
  const fields = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});
  const steps = fields(fields(fields(panel?.['fieldConfig'])['defaults'])['thresholds'])['steps'];
  return (Array.isArray(steps) ? steps.filter(isJsonObject) : []).map(({ value, color }) => [value, color]);
};

describe('the page of one objective', () => {
  test.each<[string, readonly string[], readonly (readonly [unknown, unknown])[]]>([
    [
      'the workbook’s, orange for tickets and red for pages',
      ['99.9%'],
      [
        [null, 'green'],
        [1, 'orange'],
        [3, 'orange'],
        [6, 'red'],
        [14.4, 'red'],
      ],
    ],
    [
      'that of a promise too low for 14.4 as well',
      ['99.9%', '90%'],
      [
        [null, 'green'],
        [1, 'orange'],
        [3, 'orange'],
        [6, 'red'],
        [9, 'red'],
        [14.4, 'red'],
      ],
    ],
  ])('draws the burn rates at which objectives alert: %s', (_, objectives, steps) => {
    for (const window of ['1h', '6h'])
      expect(stepsOf(promising(...objectives), `Burn rate over ${window}`)).toEqual(steps);
  });

  test('is not there where nothing is promised', () => {
    expect(sloDetail.build(emptyShop)).toEqual([]);
  });
});
