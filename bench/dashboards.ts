/**
 * A thousand dashboards of fifteen panels: written as catalogue entries and rendered, next to the bare SDK that builds
 * the same in the same run, byte for byte but for the order of keys. Rounds alternate, and the ratio is the median of
 * theirs: what else the machine does falls on both. Memory is what is left per dashboard when each is thrown away after
 * it was written out.
 */
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  type AnnotationQuery,
  DashboardBuilder,
  DashboardCursorSync,
  type DashboardLink,
  DashboardLinkType,
  type Panel,
  RowBuilder,
  type RowPanel,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  TimePickerBuilder,
  type VariableModel,
  VariableRefresh,
  VariableType,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat, QueryEditorMode } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { PanelEntry } from '../src/catalogue/dashboard.ts';
import { panels } from '../src/catalogue/panels.ts';
import { isJsonObject } from '../src/core/json.ts';
import { plainer } from '../src/grafana/plain.ts';
import { renderDashboard } from '../src/grafana/render.ts';
import type { DashboardModel } from '../src/model/model.ts';

const count = 1_000;
const rounds = 9;
const rows = 5;
const inRow = 3;

const queryOf = (dashboard: number, panel: number): string =>
  `sum(rate(http_requests_total{service="service-${dashboard}",handler="/${panel}"}[$__rate_interval]))`;

const entry = (dashboard: number, panel: number): PanelEntry =>
  panels.graph(queryOf(dashboard, panel), {
    title: `Requests ${panel}`,
    description: 'Requests per second.',
    unit: 'reqps',
    legend: 'Requests',
  });

const range = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);

const model = (i: number): DashboardModel => ({
  id: `dashboard-${i}`,
  path: `bench/dashboard-${i}`,
  uid: `dashboard-${i}`,
  title: `Dashboard ${i}`,
  folder: 'bench',
  service: `service-${i}`,
  job: `service-${i}`,
  tags: [],
  refresh: '30s',
  range: '6h',
  rows: range(rows).map(row => ({
    title: `Row ${row}`,
    panels: range(inRow).map(panel => entry(i, row * inRow + panel)),
  })),
});

const toPlain = plainer();

const ours = (i: number): string => JSON.stringify(renderDashboard(model(i), { links: [] }, toPlain).body);

const barePanel = (dashboard: number, panel: number): Panel =>
  new PanelBuilder()
    .id(panel + Math.floor(panel / inRow) + 2)
    .title(`Requests ${panel}`)
    .description('Requests per second.')
    .unit('reqps')
    .gridPos({ x: (panel % inRow) * 8, y: Math.floor(panel / inRow) * 9 + 1, w: 8, h: 8 })
    .datasource({ type: 'prometheus', uid: '${datasource}' })
    .noValue('No data')
    .decimals(2)
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([{ value: null, color: 'text' }]))
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true)
        .calcs([]),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .lineWidth(1)
    .fillOpacity(10)
    .showPoints(VisibilityMode.Auto)
    .spanNulls(false)
    .axisSoftMin(0)
    .targets([
      new DataqueryBuilder()
        .refId('A')
        .datasource({ type: 'prometheus', uid: '${datasource}' })
        .editorMode(QueryEditorMode.Code)
        .expr(queryOf(dashboard, panel))
        .format(PromQueryFormat.TimeSeries)
        .legendFormat('Requests')
        .range(),
    ])
    .build();

/** Variables, annotations and links are plain objects: the SDK's own builders add keys that only newer releases read. */
const bareVariable: Builder<VariableModel> = {
  build: () => ({
    type: VariableType.Datasource,
    name: 'datasource',
    label: 'Metrics',
    query: 'prometheus',
    current: { text: 'Prometheus', value: 'prometheus' },
    multi: false,
    includeAll: false,
    refresh: VariableRefresh.OnDashboardLoad,
  }),
};

const bareAnnotation = (i: number): Builder<AnnotationQuery> => ({
  build: () => ({
    name: 'Firing alerts',
    datasource: { type: 'prometheus', uid: '${datasource}' },
    enable: true,
    hide: false,
    iconColor: 'red',
    expr: `ALERTS{alertstate="firing",service="service-${i}",severity!="none"}`,
    step: '60s',
    titleFormat: '{{alertname}}',
    textFormat: '{{service}} {{severity}}',
    tagKeys: 'severity,team',
    useValueForTime: false,
  }),
});

const bareRow = (row: number): RowPanel =>
  new RowBuilder(`Row ${row}`)
    .id(row * (inRow + 1) + 1)
    .collapsed(false)
    .gridPos({ x: 0, y: row * 9, w: 24, h: 1 })
    .build();

const bareLink = (title: string, tag: string): Builder<DashboardLink> => ({
  build: () => ({
    title,
    type: DashboardLinkType.Dashboards,
    icon: 'external link',
    tooltip: '',
    tags: [tag],
    asDropdown: true,
    targetBlank: false,
    includeVars: false,
    keepTime: true,
  }),
});

const bareFrame = (i: number): DashboardBuilder =>
  new DashboardBuilder(`Dashboard ${i}`)
    .uid(`dashboard-${i}`)
    .tags([`service:service-${i}`])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .timezone('browser')
    .time({ from: 'now-6h', to: 'now' })
    .timepicker(new TimePickerBuilder().refreshIntervals(['5s', '30s', '1m', '5m', '15m', '1h']))
    .refresh('30s')
    .variables([bareVariable])
    .annotations([bareAnnotation(i)])
    .links([bareLink('This service', `service:service-${i}`), bareLink('Platform', 'platform')]);

const bare = (i: number): string =>
  JSON.stringify({
    ...bareFrame(i).build(),
    panels: range(rows).flatMap(row => [bareRow(row), ...range(inRow).map(panel => barePanel(i, row * inRow + panel))]),
  });

const sorted = (text: string): string =>
  JSON.stringify(JSON.parse(text), (_, value) =>
    isJsonObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  );

/** Milliseconds of processor time for all dashboards. */
const time = (make: (i: number) => string): number => {
  const start = process.cpuUsage();
  for (const i of range(count)) make(i);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const heap = (make: (i: number) => string): number => {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (const i of range(count)) make(i);
  globalThis.gc?.();
  return process.memoryUsage().heapUsed - before;
};

if (sorted(ours(1)) !== sorted(bare(1))) throw new Error('The bare SDK builds something else, so there is no ratio.');
for (const make of [ours, bare]) for (const i of range(50)) make(i);
const results = range(rounds).map(() => ({ own: time(ours), sdk: time(bare) }));
console.log(`${count} dashboards of ${rows * inRow} panels, processor time, median of ${rounds} rounds`);
console.log(`  bare SDK   ${median(results.map(({ sdk }) => sdk)).toFixed(0)} ms`);
console.log(
  `  sightline  ${median(results.map(({ own }) => own)).toFixed(0)} ms, ${median(
    results.map(({ own, sdk }) => own / sdk),
  ).toFixed(2)} times the bare SDK`,
);
const [first, second] = [heap(ours), heap(ours)];
console.log(
  `  heap kept after ${count}: ${(first / 1e6).toFixed(1)} MB, after ${count} more: ${(second / 1e6).toFixed(1)} MB`,
);
