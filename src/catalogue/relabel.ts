import type { Relabeling } from '../ir/scrape-job.ts';

/**
 * What to do with the labels of targets and samples, said by intention. Patterns are RE2 and match a whole value.
 *
 * @module
 */

/** A property of what was discovered; exactly one of them. */
export interface LabelSource {
  /** A label of the object, as its author wrote it: of a pod, service, node or ingress; service metadata in Consul; a tag in EC2. */
  readonly label?: string;
  /** An annotation of a Kubernetes object, as its author wrote it. */
  readonly annotation?: string;
  /** Any other property that the discovery knows, without `__meta_`: `kubernetes_pod_phase`. */
  readonly meta?: string;
  /** A label of the target itself: `__address__`, or one that an earlier step set. */
  readonly name?: string;
}

/** One step that every target of a job goes through, in order. */
export type TargetStep =
  /** Only targets whose property matches are scraped. */
  | { readonly kind: 'keepWhere'; readonly from: LabelSource; readonly matches: string }
  /** Targets whose property matches are not scraped. */
  | { readonly kind: 'dropWhere'; readonly from: LabelSource; readonly matches: string }
  /** The property becomes a label. With `matches`, only where it does; `value` may use its groups: `$1`. */
  | {
      readonly kind: 'take';
      readonly label: string;
      readonly from: LabelSource;
      readonly matches?: string;
      readonly value?: string;
    }
  /** The label has a fixed value. */
  | { readonly kind: 'set'; readonly label: string; readonly value: string }
  /** The label is called otherwise. */
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  /** The labels are taken away. */
  | { readonly kind: 'forget'; readonly labels: readonly string[] }
  /** A step in Prometheus' own keys. */
  | { readonly kind: 'raw'; readonly step: Relabeling };

/** One step that every scraped sample goes through, in order. */
export type SampleStep =
  /** Only these metrics are stored. */
  | { readonly kind: 'keepMetrics'; readonly matches: string }
  /** These metrics are not stored. */
  | { readonly kind: 'dropMetrics'; readonly matches: string }
  /** Series whose labels all match are not stored; `metrics` narrows it to some names. */
  | {
      readonly kind: 'dropSeries';
      readonly where: Readonly<Record<string, string>>;
      readonly metrics?: string;
    }
  | Extract<TargetStep, { readonly kind: 'set' | 'rename' | 'forget' | 'raw' }>;

type Pattern = RegExp | string;

/** The text of a pattern. Flags become a group: whether RE2 knows them is checked with the rest of the pattern. */
const patternText = (pattern: Pattern): string =>
  pattern instanceof RegExp
    ? pattern.flags === ''
      ? pattern.source.replaceAll('\\/', '/')
      : `(?${pattern.flags}:${pattern.source.replaceAll('\\/', '/')})`
    : pattern;

/** Scrapes only targets whose property matches: `keepWhere({label: 'app'}, 'api|web')`. */
export const keepWhere = (from: LabelSource, matches: Pattern): TargetStep => ({
  kind: 'keepWhere',
  from,
  matches: patternText(matches),
});

/** Leaves out targets whose property matches. */
export const dropWhere = (from: LabelSource, matches: Pattern): TargetStep => ({
  kind: 'dropWhere',
  from,
  matches: patternText(matches),
});

/** Makes a label of a property: `takeLabel('version', {label: 'app.kubernetes.io/version'})`. */
export const takeLabel = (
  label: string,
  from: LabelSource,
  options: { readonly matches?: Pattern; readonly value?: string } = {},
): TargetStep => ({
  kind: 'take',
  label,
  from,
  ...(options?.matches === undefined ? {} : { matches: patternText(options.matches) }),
  ...(options?.value === undefined ? {} : { value: options.value }),
});

/** Gives a label a fixed value. */
export const setLabel = (label: string, value: string) => ({ kind: 'set', label, value }) as const;

/** Calls a label otherwise. */
export const renameLabel = (from: string, to: string) => ({ kind: 'rename', from, to }) as const;

/** Takes labels away. */
export const forgetLabels = (...labels: readonly string[]) => ({ kind: 'forget', labels }) as const;

/** A step in Prometheus' own keys. */
export const relabel = (step: Relabeling) => ({ kind: 'raw', step }) as const;

/** Stores only metrics whose name matches. */
export const keepMetrics = (matches: Pattern): SampleStep => ({ kind: 'keepMetrics', matches: patternText(matches) });

/** Stores no metric whose name matches. */
export const dropMetrics = (matches: Pattern): SampleStep => ({ kind: 'dropMetrics', matches: patternText(matches) });

/** Stores no series whose labels all match: `dropSeries({handler: /\/health/}, /http_.+/)`. */
export const dropSeries = (where: Readonly<Record<string, Pattern>>, metrics?: Pattern): SampleStep => ({
  kind: 'dropSeries',
  where: Object.fromEntries(Object.entries(where ?? {}).map(([label, pattern]) => [label, patternText(pattern)])),
  ...(metrics === undefined ? {} : { metrics: patternText(metrics) }),
});

/** Endpoints that serve machines and documentation, of which nobody promises anything. */
const quietEndpoints = ['health', 'metrics', 'docs', 'redoc', 'openapi.json'];

/**
 * Stores no request metrics of endpoints that serve machines: health, metrics and API documentation, with all that lies
 * below them. `label` is where the runtime puts the endpoint.
 */
export const dropEndpoints = (
  label: string,
  endpoints: readonly string[] = quietEndpoints,
  metrics: Pattern = 'http_.+',
): SampleStep => {
  const names = (Array.isArray(endpoints) ? endpoints : []).map(name => quoted(String(name).replace(/^\//, '')));
  // No name between the parentheses would match every path.
  return names.length === 0 ? forgetLabels() : dropSeries({ [label]: `/(${names.join('|')}).*` }, metrics);
};

/** The text as a pattern that matches nothing else. */
const quoted = (text: string): string => text.replace(/[.+?^${}()|[\]\\*]/g, '\\$&');
