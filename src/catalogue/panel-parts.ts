import type { PanelEntry, ThresholdEntry } from '../ir/panel.ts';

/**
 * The pieces that the vocabulary of panels is made of.
 *
 * @module
 */

/** A query of the builder, or PromQL text. */
export type Selected = string | { toPromql(): string };

/** What an author may say otherwise than the vocabulary does. */
export type PanelOwn = Partial<Omit<PanelEntry, 'kind' | 'queries' | 'text'>>;

export const textOf = (selected: Selected): string => (typeof selected === 'string' ? selected : selected.toPromql());

/** The range that Grafana chooses: it grows with the time range and never falls below four scrapes. */
export const chosenRange = '$__rate_interval';

export const rateOf = (selected: Selected): string => `rate(${textOf(selected)}[${chosenRange}])`;

/** `sum(x)` or `sum by (a, b) (x)`. */
export const sumOf = (expr: string, by: readonly string[] = []): string =>
  by.length === 0 ? `sum(${expr})` : `sum by (${by.join(', ')}) (${expr})`;

/** One name for all, or the labels that tell the lines apart. */
export const legendOf = (name: string, by: readonly string[] = []): string =>
  by.length === 0 ? name : by.map(label => `{{${label}}}`).join(' ');

/** Green, orange from the first limit on, red from the second on; for values that are bad when they are high. */
export const limitsAbove = (warning?: number, critical?: number): readonly ThresholdEntry[] => [
  ...(warning === undefined ? [] : [{ at: warning, color: 'orange' } as const]),
  ...(critical === undefined ? [] : [{ at: critical, color: 'red' } as const]),
];

/** Limits as a property, absent where there is none: limits of alerts then take their place. */
export const withLimits = (limits: readonly ThresholdEntry[]): { readonly thresholds?: readonly ThresholdEntry[] } =>
  limits.length === 0 ? {} : { thresholds: limits };
