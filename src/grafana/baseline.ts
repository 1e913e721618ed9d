import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { PanelEntry } from '../catalogue/dashboard.ts';
import { legend, type PanelDraft, tooltip, withValues } from './looks.ts';

const color = (fixedColor: string): DynamicConfigValue => ({ id: 'color', value: { mode: 'fixed', fixedColor } });
const width = (value: number): DynamicConfigValue => ({ id: 'custom.lineWidth', value });
const fill = (value: number): DynamicConfigValue => ({ id: 'custom.fillOpacity', value });
const dashes: DynamicConfigValue = { id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 6] } };
const unnamed: DynamicConfigValue = { id: 'custom.hideFrom', value: { legend: true, tooltip: true, viz: false } };

/** By the names of the queries: what is stands out, what is usual lies behind it as a band. */
const overrides: Readonly<Record<string, DynamicConfigValue[]>> = {
  Now: [color('blue'), width(2), fill(0)],
  'A week ago': [color('semi-dark-purple'), width(1), fill(0), dashes],
  Usual: [color('text'), width(1), fill(0), dashes],
  Low: [color('text'), width(0), fill(0), unnamed],
  High: [color('text'), width(0), fill(15), { id: 'custom.fillBelowTo', value: 'Low' }, unnamed],
};

/** What is, in front of what was a week ago and of what is usual at this hour. */
export const baseline = (entry: PanelEntry): PanelDraft =>
  Object.entries(overrides).reduce(
    (builder, [name, properties]) => builder.overrideByName(name, properties),
    withValues(new TimeseriesBuilder(), entry)
      .legend(legend)
      .tooltip(tooltip)
      .lineWidth(1)
      .fillOpacity(0)
      .spanNulls(false)
      .axisSoftMin(0),
  );
