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

const steps = (ascending: readonly ThresholdEntry[]): Builder<ThresholdsConfig> =>
  new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([
      { value: null, color: baseColor(ascending) },
      ...ascending.map(entry => ({ value: entry.at, color: entry.color })),
    ]);

const none = sharedBuilder(steps([]));

/** Absolute thresholds in ascending order, with the base step that Grafana wants first. */
export const thresholds = (entries: readonly ThresholdEntry[] = []): Builder<ThresholdsConfig> =>
  entries.length === 0 ? none : steps(entries.toSorted((a, b) => a.at - b.at));
