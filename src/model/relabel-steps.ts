import type { LabelSource, SampleStep, TargetStep } from '../catalogue/relabel.ts';
import { sortKeys } from '../core/sort-keys.ts';
import type { TargetDiscovery } from '../ir/discovery.ts';
import type { Relabeling } from '../ir/scrape-job.ts';

/** What Prometheus makes of the name of a label or annotation that was written elsewhere. */
const sanitised = (name: string): string => name.replace(/[^a-zA-Z0-9_]/g, '_');

/** Where a discovery puts the labels of what it found; undefined where targets bring their own as they are. */
const labelPrefix = (discovery: TargetDiscovery | undefined): string | undefined => {
  switch (discovery?.kind) {
    case undefined:
      return '__meta_kubernetes_pod_label_';
    case 'kubernetes':
      // The slices of a service carry the labels of the service.
      return `__meta_kubernetes_${discovery.role === 'endpointslice' ? 'service' : discovery.role}_label_`;
    case 'swarm':
      return `__meta_dockerswarm_${discovery.role === 'nodes' ? 'node' : 'service'}_label_`;
    case 'consul':
      return '__meta_consul_service_metadata_';
    case 'ec2':
      return '__meta_ec2_tag_';
    default:
      return undefined;
  }
};

const annotationPrefix = (discovery: TargetDiscovery | undefined): string | undefined => {
  if (discovery !== undefined && discovery.kind !== 'kubernetes') return undefined;
  const role = discovery?.role ?? 'pod';
  return `__meta_kubernetes_${role === 'endpointslice' ? 'service' : role}_annotation_`;
};

/** The label behind a property of what was discovered; undefined where this discovery has no such property. */
export const sourceLabel = (source: LabelSource, discovery: TargetDiscovery | undefined): string | undefined => {
  const { label, annotation, meta, name } = source;
  if (label !== undefined) {
    const prefix = labelPrefix(discovery);
    return prefix === undefined ? label : prefix + sanitised(label);
  }
  if (annotation !== undefined) {
    const prefix = annotationPrefix(discovery);
    return prefix === undefined ? undefined : prefix + sanitised(annotation);
  }
  return meta === undefined ? name : `__meta_${meta}`;
};

/** A fixed text in a replacement, where `$` begins a reference to a group. */
const literal = (text: string): string => text.replaceAll('$', '$$$$');

type SharedStep = Extract<TargetStep, { readonly kind: 'set' | 'rename' | 'forget' | 'raw' }>;

const sharedStep = (step: SharedStep): readonly Relabeling[] => {
  switch (step.kind) {
    case 'set':
      return [{ target_label: step.label, replacement: literal(step.value) }];
    case 'rename':
      return [
        // Only where there is a value: an empty one would take away what the new name holds already.
        { source_labels: [step.from], regex: '(.+)', target_label: step.to },
        { regex: step.from, action: 'labeldrop' },
      ];
    case 'forget':
      return step.labels.length === 0 ? [] : [{ regex: step.labels.join('|'), action: 'labeldrop' }];
    case 'raw':
      return [step.step];
  }
};

const targetStep = (step: TargetStep, discovery: TargetDiscovery | undefined): readonly Relabeling[] => {
  if (step.kind !== 'keepWhere' && step.kind !== 'dropWhere' && step.kind !== 'take') return sharedStep(step);
  const source = sourceLabel(step.from, discovery);
  // The check of the sources reports it.
  if (source === undefined) return [];
  const source_labels = [source];
  if (step.kind !== 'take')
    return [{ source_labels, regex: step.matches, action: step.kind === 'keepWhere' ? 'keep' : 'drop' }];
  return [
    {
      source_labels,
      ...(step.matches === undefined ? {} : { regex: step.matches }),
      target_label: step.label,
      ...(step.value === undefined ? {} : { replacement: step.value }),
    },
  ];
};

/** The steps of a job's targets in Prometheus' own keys. */
export const targetSteps = (
  steps: readonly TargetStep[] | undefined,
  discovery: TargetDiscovery | undefined,
): readonly Relabeling[] => (steps ?? []).flatMap(step => targetStep(step, discovery));

const sampleStep = (step: SampleStep): readonly Relabeling[] => {
  switch (step.kind) {
    case 'keepMetrics':
      return [{ source_labels: ['__name__'], regex: step.matches, action: 'keep' }];
    case 'dropMetrics':
      return [{ source_labels: ['__name__'], regex: step.matches, action: 'drop' }];
    case 'dropSeries': {
      const where = Object.entries(sortKeys(step.where));
      const patterns = [...(step.metrics === undefined ? [] : [['__name__', step.metrics] as const]), ...where];
      return patterns.length === 0
        ? []
        : [
            {
              source_labels: patterns.map(([label]) => label),
              regex: patterns.length === 1 ? patterns.map(([, text]) => text).join('') : joined(patterns),
              action: 'drop',
            },
          ];
    }
    default:
      return sharedStep(step);
  }
};

/** Values stand beside each other with `;` between them: each pattern is a group, so that alternatives stay inside. */
const joined = (patterns: readonly (readonly [string, string])[]): string =>
  patterns.map(([, pattern]) => `(?:${pattern})`).join(';');

/** The steps of a job's samples in Prometheus' own keys. */
export const sampleSteps = (steps: readonly SampleStep[] | undefined): readonly Relabeling[] =>
  (steps ?? []).flatMap(sampleStep);

/** The steps of series on their way out: they have only the labels that they are stored with. */
export const writeSteps = (steps: readonly TargetStep[] | undefined): readonly Relabeling[] =>
  targetSteps(steps, { kind: 'static', addresses: [] });

/** Labels that the steps add to what every target has. */
export const addedLabels = (steps: readonly TargetStep[] | undefined): readonly string[] =>
  (steps ?? []).flatMap(step => {
    const label =
      step.kind === 'take' || step.kind === 'set' ? step.label : step.kind === 'rename' ? step.to : undefined;
    return label === undefined || label.startsWith('__') ? [] : [label];
  });
