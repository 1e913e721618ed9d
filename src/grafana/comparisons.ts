import { PanelBuilder as BarGaugeBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BarGaugeValueMode,
  LegendDisplayMode,
  LegendPlacement,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common';
import {
  PanelBuilder as PieBuilder,
  PieChartLegendOptionsBuilder,
  PieChartLegendValues,
} from '@grafana/grafana-foundation-sdk/piechart';
import type { PanelEntry } from '../catalogue/dashboard.ts';
import { latestOrRows, type PanelDraft, tooltip, withValues } from './looks.ts';
import { unitStyles } from './units.ts';

/** A bar per series, below each other: names stay readable however many there are. */
export const barGauge = (entry: PanelEntry): PanelDraft => {
  const scale = unitStyles[entry.unit ?? 'short'].gauge;
  const builder = withValues(new BarGaugeBuilder(), entry)
    .displayMode(BarGaugeDisplayMode.Basic)
    .valueMode(BarGaugeValueMode.Color)
    .orientation(VizOrientation.Horizontal)
    .reduceOptions(latestOrRows(entry));
  return scale === undefined ? builder : builder.min(scale.min).max(scale.max);
};

/** Shares of a whole, with the number of each beside its name. */
export const pie = (entry: PanelEntry): PanelDraft =>
  withValues(new PieBuilder(), entry)
    .legend(
      new PieChartLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.Table)
        .placement(LegendPlacement.Right)
        .showLegend(true)
        .values([PieChartLegendValues.Value, PieChartLegendValues.Percent]),
    )
    .tooltip(tooltip)
    .reduceOptions(latestOrRows(entry));
