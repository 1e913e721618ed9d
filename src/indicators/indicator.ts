import type { Decimal } from '../core/decimal.ts';
import type { ObjectShape } from '../core/shape.ts';
import type { Dimension } from '../ir/live-queries.ts';
import type { MetricDeclaration } from '../promql/metric.ts';

/** Whose indicator it is, and by which labels its promise is kept apart. */
export interface IndicatorContext {
  /** Value of the `service` label. */
  readonly service: string;
  /** Labels of which each combination has a budget of its own; none: one budget for all. */
  readonly groupBy: readonly string[];
}

/**
 * What an indicator measures, in PromQL. Whatever the kind, the result of every expression has the labels of `groupBy`
 * and no others, and is never NaN.
 */
export type Measure =
  /**
   * Something that is counted. Rates per second over a window, such as `5m`. `total` is an expression for all events of
   * that window with the same labels: what was recorded of them need not be computed again.
   */
  | {
      readonly weight: 'events';
      readonly errors: (window: string, total: string) => string;
      readonly total: (window: string) => string;
    }
  /** A state: how bad it is at this moment, from 0 to 1. Every evaluation weighs the same. */
  | { readonly weight: 'time'; readonly bad: string };

/** A limit of a duration that must be a bucket bound of a classic histogram. */
export interface BucketLimit {
  /** Name of the histogram, without suffix. */
  readonly histogram: string;
  /** Seconds, exact. */
  readonly within: Decimal;
}

/** What an indicator can be held against. */
export interface IndicatorSurroundings {
  /** Metrics of the service by name. */
  readonly metrics: ReadonlyMap<string, MetricDeclaration>;
  /** Whether a metric is one of those that nobody has modelled. */
  readonly isExternal: (name: string) => boolean;
  /** Ids of the probes of the service. */
  readonly probes: readonly string[];
  /** Value of the `slo` label of the objective itself. */
  readonly slo: string;
  /** Every objective of the stack by its `slo` label, with the labels that it is grouped by. */
  readonly objectives: ReadonlyMap<string, readonly string[]>;
  readonly groupBy: readonly string[];
  /** Whether some scrape of the service takes native histograms. */
  readonly nativeHistograms: boolean;
  /** Release of Prometheus that the stack is written for. */
  readonly prometheus: string;
}

/** A mistake in an indicator, in the author's terms. */
export interface IndicatorMistake {
  readonly message: string;
  readonly hint: string;
}

/** One kind of indicator, known completely. */
export interface IndicatorDefinition<Sli extends { readonly kind: string }> {
  readonly kind: Sli['kind'];
  /** What a promise of this kind is about, for reports. Default `availability`. */
  readonly dimension?: Dimension;
  /** Its properties beside `kind`, for programs that no compiler has checked. */
  readonly shape: ObjectShape;
  readonly measure: (sli: Sli, context: IndicatorContext) => Measure;
  /** Limits that only some bucket of a classic histogram can measure. */
  readonly limits?: (sli: Sli) => readonly BucketLimit[];
  /** Objectives that it is made of: values of the `slo` label. */
  readonly parts?: (sli: Sli) => readonly string[];
  /** What is wrong beyond the shape. */
  readonly mistakes?: (sli: Sli, surroundings: IndicatorSurroundings) => readonly IndicatorMistake[];
  readonly example: Sli;
}

/** An indicator of any kind, as it stands in a catalogue. */
export interface AnySli {
  readonly kind: string;
}

/** The part of a kind that works on an indicator of any kind. */
export interface OpenIndicator {
  readonly kind: string;
  readonly dimension: Dimension;
  readonly shape: ObjectShape;
  /** Undefined for an indicator of another kind. */
  readonly measureOf: (sli: AnySli, context: IndicatorContext) => Measure | undefined;
  readonly limitsOf: (sli: AnySli) => readonly BucketLimit[];
  readonly partsOf: (sli: AnySli) => readonly string[];
  readonly mistakesOf: (sli: AnySli, surroundings: IndicatorSurroundings) => readonly IndicatorMistake[];
}

export interface Indicator<Sli extends { readonly kind: string }> extends OpenIndicator {
  readonly definition: IndicatorDefinition<Sli>;
}

/** Declares a kind of indicator: `defineIndicator<RatioSli>({kind: 'ratio', …})`. */
export const defineIndicator = <Sli extends { readonly kind: string }>(
  definition: IndicatorDefinition<Sli>,
): Indicator<Sli> => {
  // The shape of the catalogue has been checked before: the kind tells the rest.
  const isOwn = (sli: { readonly kind: string }): sli is Sli => sli.kind === definition.kind;
  return {
    definition,
    kind: definition.kind,
    dimension: definition.dimension ?? 'availability',
    shape: definition.shape,
    measureOf: (sli, context) => (isOwn(sli) ? definition.measure(sli, context) : undefined),
    limitsOf: sli => (isOwn(sli) ? (definition.limits?.(sli) ?? []) : []),
    partsOf: sli => (isOwn(sli) ? (definition.parts?.(sli) ?? []) : []),
    mistakesOf: (sli, surroundings) => (isOwn(sli) ? (definition.mistakes?.(sli, surroundings) ?? []) : []),
  };
};
