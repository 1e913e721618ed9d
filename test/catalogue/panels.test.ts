import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dashboardShape } from '../../src/catalogue/dashboard-shape.ts';
import { panels } from '../../src/catalogue/panels.ts';
import { shapeMistakes } from '../../src/catalogue/shape.ts';
import type { PanelEntry } from '../../src/ir/panel.ts';
import { metricHandle } from '../../src/promql/build.ts';
import { counter, histogram } from '../../src/promql/declare.ts';

const requests = metricHandle(counter('requests_total', { help: 'R.', labels: { status: {} } }), { service: 'api' });
const latency = metricHandle(histogram('latency_seconds', { help: 'L.', unit: 'seconds', labels: [], buckets: [1] }));
const words = { title: 'T', description: 'D.' };

const exprs = ({ queries = [] }: PanelEntry): readonly string[] => queries.map(({ expr }) => expr);

const vocabulary: readonly (readonly [string, PanelEntry, PanelEntry['kind'], readonly string[]])[] = [
  [
    'request rate by a label',
    panels.requestRate(requests, { by: ['status'] }),
    'timeseries',
    ['sum by (status) (rate(requests_total{service="api"}[$__rate_interval]))'],
  ],
  [
    'error ratio: counted from 0, empty without traffic',
    panels.errorRatio({ part: 'bad_total', total: 'all_total' }),
    'timeseries',
    [
      '(sum(rate(bad_total[$__rate_interval])) or 0 * sum(rate(all_total[$__rate_interval]))) / (sum(rate(all_total[$__rate_interval])) > 0)',
    ],
  ],
  [
    'latency: three quantiles',
    panels.latency(latency.buckets(), { budget: 0.5 }),
    'timeseries',
    ['0.5', '0.95', '0.99'].map(
      quantile => `histogram_quantile(${quantile}, sum by (le) (rate(latency_seconds_bucket[$__rate_interval])))`,
    ),
  ],
  [
    'heatmap: the increase per bucket',
    panels.heatmap(latency.buckets()),
    'heatmap',
    ['sum by (le) (increase(latency_seconds_bucket[$__rate_interval]))'],
  ],
  [
    'saturation: used of what there is',
    panels.saturation({ used: 'used', limit: 'size' }),
    'gauge',
    ['sum(used) / (sum(size) > 0)'],
  ],
  ['SLO burn', panels.sloBurn({ service: 'api' }, '1h'), 'timeseries', ['slo:burn_rate:ratio_rate1h{service="api"}']],
  [
    'budget as time, chosen by the reader',
    panels.budgetTime({ slo: '$slo', service: 'api' }),
    'stat',
    [
      'slo:period_budget_remaining:ratio{service="api",slo=~"$slo"} * on (slo) group_left () (slo:error_budget:ratio{service="api",slo=~"$slo"} * slo:period:seconds{service="api",slo=~"$slo"})',
    ],
  ],
  ['budget remaining', panels.budgetRemaining({}), 'stat', ['slo:period_budget_remaining:ratio']],
  ['freeze banner', panels.freezeBanner({}), 'stat', ['slo:deployment_frozen:bool == 1']],
  ['state timeline', panels.stateTimeline('up', { ...words, legend: '{{job}}' }), 'state-timeline', ['up']],
  ['top list', panels.topList('x', ['a'], { ...words, top: 3 }), 'bar-gauge', ['sort_desc(topk(3, x))']],
  ['shares', panels.shares('x', ['a'], words), 'pie', ['x']],
  ['logs', panels.logs('log.level:error'), 'logs', ['log.level:error']],
  ['count of log lines', panels.logCount('*', { by: 'log.level' }, words), 'timeseries', ['*']],
  ['traces', panels.traceList('api', { minDuration: '1s' }, words), 'traces', ['api']],
  ['alert list', panels.alertList('team="web"'), 'alert-list', []],
  ['text', panels.text('# T', words), 'text', []],
  ['raw', panels.raw({ type: 'geomap', title: 'T' }, { width: 12, at: { x: 0, y: 3 } }), 'raw', []],
];

describe('the vocabulary', () => {
  test.each(vocabulary)('%s', (_, panel, kind, expected) => {
    expect(panel.kind).toBe(kind);
    expect(exprs(panel)).toEqual(expected);
  });

  test.each(vocabulary)('%s is an entry that a catalogue may hold', (_, panel) => {
    const dashboard = { id: 'd', title: 'D', rows: [{ title: 'R', panels: [panel] }] };
    expect(shapeMistakes(dashboardShape, dashboard, 'acme')).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['a raw panel without its JSON', { kind: 'raw', title: '', description: '' }, '`rows[0].panels[0].kind` must be '],
    [
      'JSON in a panel of another kind',
      { kind: 'stat', title: '', description: '', raw: { type: 'stat' } },
      '`rows[0].panels[0].kind` must be "raw", not "stat".',
    ],
    [
      'a place outside of the grid',
      { ...panels.text('T', words), at: { x: 24, y: 0 } },
      '`rows[0].panels[0].at.x` must be a whole number from 0 to 23, not 24.',
    ],
  ])('%s is refused', (_, panel, message) => {
    const dashboard = { id: 'd', title: 'D', rows: [{ title: 'R', panels: [panel] }] };
    expect(shapeMistakes(dashboardShape, dashboard, 'acme').map(finding => finding.message)[0]).toContain(message);
  });

  test('has a line for each word in the table of docs/dashboards.md', () => {
    const page = readFileSync(new URL('../../docs/dashboards.md', import.meta.url), 'utf8');
    const [, table = ''] = /\| word \| what it draws \|\n\|---\|---\|\n((?:\|.+\n)+)/.exec(page) ?? [];
    const words = [...table.matchAll(/^\| `(\w+)\(.*\)` \| .+ \|$/gm)].map(([, word]) => word);
    expect(words.toSorted()).toEqual(Object.keys(panels).toSorted());
  });

  test('a budget is a line, a critical limit another', () => {
    expect(panels.latency('x_bucket', { budget: 0.5, critical: 1 }).thresholds).toEqual([
      { at: 0.5, color: 'orange' },
      { at: 1, color: 'red' },
    ]);
    expect(panels.latency('x_bucket').thresholds).toBeUndefined();
  });

  test.each<[string, (own: { readonly alerts?: readonly string[] }) => PanelEntry]>([
    ['saturation', own => panels.saturation({ used: 'a', limit: 'b' }, own)],
    ['sloBurn', own => panels.sloBurn({}, '1h', own)],
    ['budgetRemaining', own => panels.budgetRemaining({}, own)],
    ['budgetBars', own => panels.budgetBars({}, own)],
  ])('%s has limits, and leaves them to the alerts that it names', (_, panel) => {
    expect(panel({}).thresholds).not.toBeUndefined();
    expect(panel({ alerts: ['Full'] }).thresholds).toBeUndefined();
  });

  test('title, size and unit are the author’s when given', () => {
    expect(panels.requestRate('x', { title: 'Mine', width: 24, unit: 'cps' })).toMatchObject({
      title: 'Mine',
      width: 24,
      unit: 'cps',
    });
  });
});
