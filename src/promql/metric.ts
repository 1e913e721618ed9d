/** What a metric measures and how it is exposed. A classic histogram and a summary stand for several series names. */
export type MetricKind = 'counter' | 'gauge' | 'histogram' | 'nativeHistogram' | 'summary' | 'info';

/** What is known about one label of a metric. */
export interface LabelDeclaration {
  /** Every value the label can take; matchers on other values are mistakes. */
  readonly values?: readonly string[];
  /** How many values the label takes (default: the number of `values`, otherwise unknown). */
  readonly cardinality?: number | 'unbounded';
}

/** One metric as plain data: what a service exposes under a name. */
export interface MetricDeclaration {
  readonly name: string;
  readonly kind: MetricKind;
  /** The metric's own labels, without the labels that every target gets. */
  readonly labels: Readonly<Record<string, LabelDeclaration>>;
  /** Base unit of the value: `seconds`, `bytes`, `ratio`. */
  readonly unit?: string;
  readonly help?: string;
  /** Upper bounds of a classic histogram's buckets in the metric's unit, ascending, without `+Inf`. */
  readonly buckets?: readonly number[];
  /** True when every combination of label values exists from the start with value 0 (default false). */
  readonly zeroInitialised?: boolean;
  /** `logs` when it is not the service that counts but what reads its log lines (default: the service itself). */
  readonly from?: 'logs';
}

/** The labels that service discovery attaches to every target, whatever it runs on. */
export const targetLabelNames = ['job', 'instance', 'service', 'team', 'env', 'tier', 'node'] as const;

/** A label that every series of a target carries. */
export type TargetLabel = (typeof targetLabelNames)[number];
