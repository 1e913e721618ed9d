import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueColorMode,
  BigValueGraphMode,
  type DataSourceRef,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  LogsSortOrder,
  ReduceDataOptionsBuilder,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorModeId,
  type GridPos,
  type Panel,
  type ThresholdsConfig,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as GaugeBuilder } from '@grafana/grafana-foundation-sdk/gauge';
import { PanelBuilder as HeatmapBuilder, YAxisConfigBuilder } from '@grafana/grafana-foundation-sdk/heatmap';
import { PanelBuilder as LogsBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as StateTimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TextBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { PanelEntry } from '../catalogue/dashboard.ts';
import { thresholds } from './thresholds.ts';
import { unitStyles } from './units.ts';

/** A panel whose looks are settled and whose place, texts and queries are not. */
export interface PanelDraft extends Builder<Panel> {
  id(id: number): this;
  title(title: string): this;
  description(description: string): this;
  datasource(datasource: DataSourceRef): this;
  gridPos(gridPos: GridPos): this;
  targets(targets: Builder<Dataquery>[]): this;
}

/** What the SDK's builders of panels with values have in common. */
interface ValueBuilder {
  unit(unit: string): this;
  decimals(decimals: number): this;
  noValue(text: string): this;
  thresholds(thresholds: Builder<ThresholdsConfig>): this;
}

/** Shown where a query returns nothing: an empty panel would look like a broken one. */
const noData = 'No data';

const withValues = <B extends ValueBuilder>(builder: B, entry: PanelEntry): B => {
  const { id, decimals } = unitStyles[entry.unit ?? 'short'];
  const dressed = builder.unit(id).noValue(noData).thresholds(thresholds(entry.thresholds));
  return decimals === undefined ? dressed : dressed.decimals(decimals);
};

/** A gauge or bar needs the ends of its scale. */
const withScale = (builder: GaugeBuilder, entry: PanelEntry): GaugeBuilder => {
  const scale = unitStyles[entry.unit ?? 'short'].gauge;
  return scale === undefined ? builder : builder.min(scale.min).max(scale.max);
};

const legend = () =>
  new VizLegendOptionsBuilder()
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom)
    .showLegend(true)
    .calcs([]);

/** All series under the pointer, the largest first. */
const tooltip = () => new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending);

const latest = () => new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false);

const timeseries = (entry: PanelEntry): PanelDraft => {
  const builder = withValues(new TimeseriesBuilder(), entry)
    .legend(legend())
    .tooltip(tooltip())
    .lineWidth(1)
    .fillOpacity(10)
    .showPoints(VisibilityMode.Auto)
    .spanNulls(false)
    .axisSoftMin(0);
  if (entry.thresholds === undefined) return builder;
  return builder.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
};

const stat = (entry: PanelEntry): PanelDraft =>
  withValues(new StatBuilder(), entry)
    .colorMode(BigValueColorMode.Value)
    .graphMode(entry.unit === 'dateTimeFromNow' ? BigValueGraphMode.None : BigValueGraphMode.Area)
    .reduceOptions(latest());

const gauge = (entry: PanelEntry): PanelDraft =>
  withScale(withValues(new GaugeBuilder(), entry), entry).reduceOptions(latest());

/** Colours count requests; the unit belongs to the buckets, which are the axis. */
const heatmap = (entry: PanelEntry): PanelDraft => {
  const { id, decimals } = unitStyles[entry.unit ?? 'short'];
  const axis = new YAxisConfigBuilder().unit(id);
  return new HeatmapBuilder()
    .calculate(false)
    .noValue(noData)
    .yAxis(decimals === undefined ? axis : axis.decimals(decimals))
    .showLegend();
};

/** One line per series with its labels as columns; the time of an instant query says nothing. */
const table = (entry: PanelEntry): PanelDraft =>
  withValues(new TableBuilder(), entry).transformations([
    ...((entry.queries?.length ?? 0) > 1 ? [{ id: 'merge', options: {} }] : []),
    { id: 'organize', options: { excludeByName: { Time: true } } },
  ]);

const logs = (): PanelDraft =>
  new LogsBuilder().showTime(true).wrapLogMessage(true).enableLogDetails(true).sortOrder(LogsSortOrder.Descending);

const text = (entry: PanelEntry): PanelDraft =>
  new TextBuilder()
    .mode(TextMode.Markdown)
    .content(entry.text ?? '')
    .transparent(true);

/** Equal neighbours are one block, in the colours of the thresholds. */
const stateTimeline = (entry: PanelEntry): PanelDraft =>
  withValues(new StateTimelineBuilder(), entry)
    .legend(legend())
    .tooltip(tooltip())
    .mergeValues(true)
    .showValue(VisibilityMode.Never)
    .colorScheme({ build: () => ({ mode: FieldColorModeId.Thresholds }) });

/** The house style: one function per kind of panel. */
export const drafts: Readonly<Record<PanelEntry['kind'], (entry: PanelEntry) => PanelDraft>> = {
  timeseries,
  stat,
  gauge,
  heatmap,
  table,
  logs,
  text,
  'state-timeline': stateTimeline,
};
