import {
  BigValueColorMode,
  BigValueGraphMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LogsSortOrder,
  VisibilityMode,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as GaugeBuilder } from '@grafana/grafana-foundation-sdk/gauge';
import { PanelBuilder as HeatmapBuilder, YAxisConfigBuilder } from '@grafana/grafana-foundation-sdk/heatmap';
import { PanelBuilder as LogsBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as StateTimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as TextBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { PanelEntry } from '../catalogue/dashboard.ts';
import { alertList } from './alert-list.ts';
import { baseline } from './baseline.ts';
import { barGauge, pie } from './comparisons.ts';
import { latest, legend, noData, type PanelDraft, tooltip, withValues } from './looks.ts';
import { alertTable, table, traces } from './tables.ts';
import { unitStyles } from './units.ts';

/** A gauge or bar needs the ends of its scale. */
const withScale = (builder: GaugeBuilder, entry: PanelEntry): GaugeBuilder => {
  const scale = unitStyles[entry.unit ?? 'short'].gauge;
  return scale === undefined ? builder : builder.min(scale.min).max(scale.max);
};

const timeseries = (entry: PanelEntry): PanelDraft => {
  const builder = withValues(new TimeseriesBuilder(), entry)
    .legend(legend)
    .tooltip(tooltip)
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
    .colorMode(entry.states === undefined ? BigValueColorMode.Value : BigValueColorMode.Background)
    .graphMode(
      entry.unit === 'dateTimeFromNow' || entry.states !== undefined ? BigValueGraphMode.None : BigValueGraphMode.Area,
    )
    .reduceOptions(latest());

const gauge = (entry: PanelEntry): PanelDraft =>
  withScale(withValues(new GaugeBuilder(), entry), entry).reduceOptions(latest());

/** Colours count requests; the unit belongs to the buckets, which are the axis. */
const heatmap = (entry: PanelEntry): PanelDraft => {
  const { id, decimals } = unitStyles[entry.unit ?? 'short'];
  const axis = new YAxisConfigBuilder().unit(id);
  return new HeatmapBuilder()
    .calculate(false)
    .noValue(entry.noData ?? noData)
    .yAxis(decimals === undefined ? axis : axis.decimals(decimals))
    .showLegend();
};

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
    .legend(legend)
    .tooltip(tooltip)
    .mergeValues(true)
    .showValue(VisibilityMode.Never)
    .colorScheme({ build: () => ({ mode: FieldColorModeId.Thresholds }) });

/** The house style: one function per kind of panel. */
export const drafts: Readonly<Record<Exclude<PanelEntry['kind'], 'raw'>, (entry: PanelEntry) => PanelDraft>> = {
  timeseries,
  stat,
  gauge,
  'bar-gauge': barGauge,
  pie,
  heatmap,
  table,
  logs,
  traces,
  'alert-list': alertList,
  'alert-table': alertTable,
  baseline,
  text,
  'state-timeline': stateTimeline,
};
