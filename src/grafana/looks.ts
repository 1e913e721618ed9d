import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
  type DataSourceRef,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type {
  DashboardLink,
  GridPos,
  Panel,
  ThresholdsConfig,
  ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelEntry } from '../catalogue/dashboard.ts';
import { pageLink } from './links.ts';
import { sharedBuilder } from './plain.ts';
import { stateMappings } from './states.ts';
import { thresholds } from './thresholds.ts';
import { unitStyles } from './units.ts';

/**
 * What panels of all kinds have in common.
 *
 * @module
 */

/** A panel whose looks are settled and whose place, texts and queries are not. */
export interface PanelDraft extends Builder<Panel> {
  id(id: number): this;
  title(title: string): this;
  description(description: string): this;
  datasource(datasource: DataSourceRef): this;
  gridPos(gridPos: GridPos): this;
  links(links: Builder<DashboardLink>[]): this;
  targets(targets: Builder<Dataquery>[]): this;
}

/** What the SDK's builders of panels with values have in common. */
interface ValueBuilder {
  unit(unit: string): this;
  decimals(decimals: number): this;
  noValue(text: string): this;
  thresholds(thresholds: Builder<ThresholdsConfig>): this;
  mappings(mappings: ValueMapping[]): this;
  dataLinks(links: Builder<DashboardLink>[]): this;
}

/** Shown where a query returns nothing: an empty panel would look like a broken one. */
export const noData = 'No data';

/** Unit, digits, text without data and colours. */
export const withValues = <B extends ValueBuilder>(builder: B, entry: PanelEntry): B => {
  const { id, decimals = undefined } = unitStyles[entry.unit ?? 'short'];
  const digits = entry.decimals ?? decimals;
  const dressed = builder
    .unit(id)
    .noValue(entry.noData ?? noData)
    .thresholds(thresholds(entry.thresholds));
  if (entry.states !== undefined) dressed.mappings([...stateMappings(entry.states)]);
  if (entry.valueLinks !== undefined) dressed.dataLinks(entry.valueLinks.map(pageLink));
  return digits === undefined ? dressed : dressed.decimals(digits);
};

export const legend = sharedBuilder(
  new VizLegendOptionsBuilder()
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom)
    .showLegend(true)
    .calcs([]),
);

/** All series under the pointer, the largest first. */
export const tooltip = sharedBuilder(
  new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending),
);

/** The newest value of each series. */
export const latest = () => new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false);

/** The newest value of each series, or each line of the table that log lines are counted in. */
export const latestOrRows = (entry: PanelEntry) =>
  latest().values((entry.queries ?? []).some(query => query.logs?.by !== undefined));
