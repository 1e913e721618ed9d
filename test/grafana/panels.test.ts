import { describe, expect, test } from 'vitest';
import type { PanelEntry, ThresholdEntry, Unit } from '../../src/catalogue/dashboard.ts';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import { refId } from '../../src/grafana/ref-id.ts';
import { renderDashboard } from '../../src/grafana/render.ts';
import { thresholds } from '../../src/grafana/thresholds.ts';
import { dashboard } from './model-fixture.ts';

/** The panel that an entry becomes, alone on its dashboard. */
const rendered = (entry: Partial<PanelEntry>): JsonObject => {
  const panel: PanelEntry = { kind: 'timeseries', title: 'T', description: 'D', queries: [{ expr: 'up' }], ...entry };
  const { body } = renderDashboard(dashboard({ rows: [{ title: 'R', panels: [panel] }] }));
  const panels = Array.isArray(body['panels']) ? body['panels'].filter(isJsonObject) : [];
  return panels[1] ?? {};
};

describe('thresholds', () => {
  test.each<[string, readonly ThresholdEntry[] | undefined, readonly (readonly [number | null, string])[]]>([
    ['none: the text colour', undefined, [[null, 'text']]],
    [
      'values that get worse start green',
      [
        { at: 5, color: 'red' },
        { at: 1, color: 'orange' },
      ],
      [
        [null, 'green'],
        [1, 'orange'],
        [5, 'red'],
      ],
    ],
    [
      'values that get better start red',
      [
        { at: 0.2, color: 'green' },
        { at: 0, color: 'orange' },
      ],
      [
        [null, 'red'],
        [0, 'orange'],
        [0.2, 'green'],
      ],
    ],
    [
      'a first one in the colour below it is no step',
      [
        { at: 0, color: 'red' },
        { at: 0.5, color: 'red' },
        { at: 1, color: 'green' },
      ],
      [
        [null, 'red'],
        [1, 'green'],
      ],
    ],
    [
      'two lines of one colour above it stay two',
      [
        { at: 6, color: 'red' },
        { at: 14.4, color: 'red' },
      ],
      [
        [null, 'green'],
        [6, 'red'],
        [14.4, 'red'],
      ],
    ],
  ])('%s', (_, entries, expected) => {
    const { mode, steps } = thresholds(entries).build();
    expect(mode).toBe('absolute');
    expect(steps.map(({ value, color }) => [value, color])).toEqual(expected);
  });

  test('are dashed lines on a graph, and absent lines without thresholds', () => {
    const custom = (entry: Partial<PanelEntry>) => JSON.stringify(rendered(entry)['fieldConfig']);
    expect(custom({ thresholds: [{ at: 1, color: 'red' }] })).toContain('"thresholdsStyle":{"mode":"dashed"}');
    expect(custom({})).not.toContain('thresholdsStyle');
  });
});

describe('units', () => {
  test.each<[Unit | undefined, JsonObject]>([
    [undefined, { unit: 'short' }],
    ['percentunit', { unit: 'percentunit', decimals: 2 }],
    ['ms', { unit: 'ms', decimals: 0 }],
    ['bool', { unit: 'bool_yes_no' }],
  ])('%s is shown as %o', (unit, expected) => {
    const { unit: id, decimals } = defaultsOf(rendered(unit === undefined ? {} : { unit }));
    expect(decimals === undefined ? { unit: id } : { unit: id, decimals }).toEqual(expected);
  });

  test('a gauge of a ratio reaches from 0 to 1, one of a count follows its data', () => {
    const scale = (unit: Unit) => {
      const { min, max } = defaultsOf(rendered({ kind: 'gauge', unit }));
      return [min, max];
    };
    expect(scale('percentunit')).toEqual([0, 1]);
    expect(scale('percent')).toEqual([0, 100]);
    expect(scale('short')).toEqual([undefined, undefined]);
  });

  test('a heatmap has its unit on the axis', () => {
    expect(rendered({ kind: 'heatmap', unit: 's' })['options']).toMatchObject({ yAxis: { unit: 's', decimals: 2 } });
  });
});

const defaultsOf = (panel: JsonObject): JsonObject => {
  const config = panel['fieldConfig'];
  const defaults = isJsonObject(config) ? config['defaults'] : undefined;
  return isJsonObject(defaults) ? defaults : {};
};

describe('queries', () => {
  test.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [52, 'BA'],
  ])('query %i of a panel is called %s', (index, name) => {
    expect(refId(index)).toBe(name);
  });

  test.each<[PanelEntry['kind'], string, boolean, string]>([
    ['timeseries', 'time_series', false, '__auto'],
    ['state-timeline', 'time_series', false, '__auto'],
    ['stat', 'time_series', true, '__auto'],
    ['gauge', 'time_series', true, '__auto'],
    ['table', 'table', true, '__auto'],
    ['heatmap', 'heatmap', false, '{{le}}'],
  ])('a %s asks for %s, instant: %s, legend %s', (kind, format, instant, legendFormat) => {
    expect(rendered({ kind })['targets']).toEqual([
      {
        refId: 'A',
        datasource: { type: 'prometheus', uid: '${datasource}' },
        editorMode: 'code',
        expr: 'up',
        format,
        instant,
        range: !instant,
        legendFormat,
      },
    ]);
  });

  test('a table of several queries is one table, without the time of the question', () => {
    const organize = { id: 'organize', options: { excludeByName: { Time: true } } };
    const two = [{ expr: 'up' }, { expr: 'scrape_duration_seconds' }];
    expect(rendered({ kind: 'table' })['transformations']).toEqual([organize]);
    expect(rendered({ kind: 'table', queries: two })['transformations']).toEqual([
      { id: 'merge', options: {} },
      organize,
    ]);
  });

  test('a text panel has text and asks nothing, whatever its author wrote', () => {
    const panel = rendered({ kind: 'text', text: '**hello**' });
    expect(panel['options']).toEqual({ mode: 'markdown', content: '**hello**' });
    expect(Object.keys(panel)).not.toContain('targets');
  });
});

describe('variables', () => {
  const names = (expr: string, service?: string): readonly string[] => {
    const entry: PanelEntry = { kind: 'stat', title: 'T', description: 'D', queries: [{ expr }] };
    const { body } = renderDashboard(dashboard({ service, rows: [{ title: 'R', panels: [entry] }] }));
    return [...JSON.stringify(body['templating']).matchAll(/"definition":"((?:[^"\\]|\\.)*)"/g)].map(
      match => match[1] ?? '',
    );
  };

  test.each<[string, string, readonly string[]]>([
    ['no variable, no choice', 'up{job="x"}', []],
    ['$instance', 'up{instance=~"$instance"}', ['label_values(up, instance)']],
    ['${instance:regex}', 'up{instance=~"${instance:regex}"}', ['label_values(up, instance)']],
    ['[[instance]]', 'up{instance=~"[[instance]]"}', ['label_values(up, instance)']],
    ['a longer name is another variable', 'up{instance=~"$instances"}', []],
    [
      'service and team',
      'up{service=~"$service", team=~"$team"}',
      ['label_values(up, team)', 'label_values(up, service)'],
    ],
  ])('%s', (_, expr, expected) => {
    expect(names(expr)).toEqual(expected);
  });

  test('a service’s dashboard offers its own instances only', () => {
    expect(names('up{instance=~"$instance"}', 'orders')).toEqual([
      'label_values(up{service=\\"orders\\",job=\\"orders\\"}, instance)',
    ]);
  });
});
