/**
 * A thousand dashboards of fifteen panels: written as catalogue entries and rendered, next to the bare SDK that builds
 * the same panels, in one run. Memory is what is left per dashboard when each is thrown away after it was written out.
 */
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
  DashboardBuilder,
  type Panel,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat, QueryEditorMode } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { PanelEntry } from '../src/catalogue/dashboard.ts';
import { panels } from '../src/catalogue/panels.ts';
import { renderDashboard } from '../src/grafana/render.ts';
import type { DashboardModel } from '../src/model/model.ts';

const count = 1_000;
const rounds = 3;
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

const ours = (i: number): string => JSON.stringify(renderDashboard(model(i)).body);

const barePanel = (dashboard: number, panel: number): Panel =>
  new PanelBuilder()
    .id(panel + 1)
    .title(`Requests ${panel}`)
    .description('Requests per second.')
    .unit('reqps')
    .gridPos({ x: (panel % inRow) * 8, y: Math.floor(panel / inRow) * 8, w: 8, h: 8 })
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

const bare = (i: number): string =>
  JSON.stringify({
    ...new DashboardBuilder(`Dashboard ${i}`).uid(`dashboard-${i}`).build(),
    panels: range(rows * inRow).map(panel => barePanel(i, panel)),
  });

/** Milliseconds for all dashboards, the best of some rounds. */
const time = (make: (i: number) => string): number =>
  Math.min(
    ...range(rounds).map(() => {
      const start = performance.now();
      for (const i of range(count)) make(i);
      return performance.now() - start;
    }),
  );

const heap = (make: (i: number) => string): number => {
  const before = process.memoryUsage().heapUsed;
  for (const i of range(count)) make(i);
  globalThis.gc?.();
  return process.memoryUsage().heapUsed - before;
};

for (const make of [ours, bare]) for (const i of range(50)) make(i);
const [own, sdk] = [time(ours), time(bare)];
console.log(`${count} dashboards of ${rows * inRow} panels, best of ${rounds} rounds`);
console.log(`  bare SDK   ${sdk.toFixed(0)} ms`);
console.log(`  sightline  ${own.toFixed(0)} ms, ${(own / sdk).toFixed(2)} times the bare SDK`);
const [first, second] = [heap(ours), heap(ours)];
console.log(
  `  heap kept after ${count}: ${(first / 1e6).toFixed(1)} MB, after ${count} more: ${(second / 1e6).toFixed(1)} MB`,
);
