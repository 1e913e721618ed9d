import type { PanelEntry, QueryEntry, ThresholdEntry, Unit } from '../ir/panel.ts';

/** Colours of a panel: green, orange from the limit of a warning on, red from the limit of a critical alert on. */
export const above = (limits: { readonly warning?: number; readonly critical?: number }): readonly ThresholdEntry[] => [
  { at: 0, color: 'green' },
  ...(limits.warning === undefined ? [] : [{ at: limits.warning, color: 'orange' } as const]),
  ...(limits.critical === undefined ? [] : [{ at: limits.critical, color: 'red' } as const]),
];

/** Colours of what is bad when it is low: red, and green from the limit of the alert on. */
export const below = (limit: number): readonly ThresholdEntry[] => [
  { at: 0, color: 'red' },
  { at: limit, color: 'green' },
];

/** Lines where alerts of these names fire, whatever a program makes of their limits, and links to them. */
export const limitsOf = (...alerts: readonly string[]): Pick<PanelEntry, 'alerts'> => ({ alerts });

/** A line per series. */
export const chart = (
  title: string,
  description: string,
  unit: Unit,
  queries: readonly QueryEntry[],
  limits: readonly ThresholdEntry[] | Pick<PanelEntry, 'alerts'> = [],
): PanelEntry => ({
  kind: 'timeseries',
  title,
  description,
  unit,
  queries,
  ...('alerts' in limits ? limits : Array.isArray(limits) && limits.length > 0 ? { thresholds: limits } : {}),
});
