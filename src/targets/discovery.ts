import type { JsonObject } from '../core/json.ts';
import type { Labels } from '../ir/rule-group.ts';
import type { ProbeTarget, Relabeling } from '../ir/scrape-job.ts';
import type { Discovery } from '../ir/site.ts';

const sortLabels = (labels: Labels): JsonObject =>
  Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Fixed addresses that all carry the same labels. */
export const staticDiscovery = (addresses: readonly string[], labels: Labels): Discovery => ({
  sd: { static_configs: [{ targets: addresses, labels: sortLabels(labels) }] },
  relabel: [],
});

/**
 * Addresses that a prober visits in the scraper's stead. The probed address becomes the parameter `target` and the label
 * `instance`, as blackbox_exporter's README has it; only then is the scrape sent to the prober.
 */
export const probeDiscovery = (probes: readonly ProbeTarget[], prober: string, labels: Labels): Discovery => ({
  sd: {
    static_configs: probes.map(probe => ({
      targets: [probe.address],
      labels: sortLabels({ ...labels, ...probe.labels }),
    })),
  },
  relabel: [
    { source_labels: ['__address__'], target_label: '__param_target' },
    { source_labels: ['__param_target'], target_label: 'instance' },
    { target_label: '__address__', replacement: prober },
  ],
});

/** Sets labels to fixed values, for discoveries that cannot carry labels themselves. `$` would start a group reference. */
export const setLabels = (labels: Labels): readonly Relabeling[] =>
  Object.entries(sortLabels(labels)).map(([name, value]) => ({
    target_label: name,
    replacement: String(value).replaceAll('$', '$$$$'),
  }));
