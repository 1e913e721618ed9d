import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type ThresholdsConfig,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { ThresholdEntry } from '../catalogue/dashboard.ts';
import { sharedBuilder } from './plain.ts';

const good: readonly string[] = ['green', 'blue'];

/**
 * Colour below the first threshold: green when values get worse as they grow, red when they get better, and the text
 * colour when the author names no threshold at all.
 */
const baseColor = (ascending: readonly ThresholdEntry[]): string => {
  const last = ascending.at(-1);
  if (last === undefined) return 'text';
  return good.includes(last.color) ? 'red' : 'green';
};

/** A first threshold in the colour below it changes nothing, and would be one more line on a graph. */
const steps = (ascending: readonly ThresholdEntry[]): Builder<ThresholdsConfig> => {
  const base = baseColor(ascending);
  const change = ascending.findIndex(({ color }) => color !== base);
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([
      { value: null, color: base },
      ...(change === -1 ? [] : ascending.slice(change)).map(({ at, color }) => ({ value: at, color })),
    ]);
};

const none = sharedBuilder(steps([]));

/** Absolute thresholds in ascending order, with the base step that Grafana wants first. */
export const thresholds = (entries: readonly ThresholdEntry[] = []): Builder<ThresholdsConfig> =>
  entries.length === 0 ? none : steps(entries.toSorted((a, b) => a.at - b.at));
