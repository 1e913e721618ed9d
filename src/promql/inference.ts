import type { ValueType } from './functions.ts';
import type { LabelSet } from './label-set.ts';
import type { MetricDeclaration } from './metric.ts';
import type { Reason } from './reason.ts';
import type { Shape } from './series-of-declaration.ts';
import type { Expr, Matcher, Span } from './syntax.ts';

/** What an expression is inferred against. */
export interface Environment {
  /** The declared metric of that name; a histogram is found by its base name. */
  readonly metric: (name: string) => MetricDeclaration | undefined;
  /** The recording rule of that name: its expression, or what was inferred about it. */
  readonly record: (name: string) => Expr | Inference | undefined;
  /** The labels that every scraped series carries. */
  readonly targetLabels: readonly string[];
  /** How many values a target label has, for the cost (default: unknown). */
  readonly cardinality?: (label: string) => number | undefined;
  /** Milliseconds between two samples, for the cost (default 15 000, as in the documentation of Prometheus). */
  readonly scrapeInterval?: number;
  /** Milliseconds between the steps of a subquery that names none (default 60 000, as that of Prometheus). */
  readonly evaluationInterval?: number;
}

/** When a result has series. */
export type Occurrence =
  /** It has one whatever happens: `vector(1)`, `x or vector(0)`. */
  | 'always'
  /** It has some whenever the series it reads exist. */
  | 'withData'
  /** It can have none although they exist: a comparison, `and`, `unless`. */
  | 'filtered'
  /** It has some when others do not exist: `absent(x)`. */
  | 'onAbsence';

/** What flows out of an expression. */
export interface Flow {
  readonly type: ValueType | 'unknown';
  readonly labels: LabelSet;
  readonly occurrence: Occurrence;
  /** Whether a comparison that filters decides about the result. */
  readonly compares: boolean;
  /** Where a NaN can come from, or undefined when none can. */
  readonly nan?: NanSource;
  /** Whether the value can be 0. */
  readonly canBeZero: boolean;
  readonly shape: Shape;
  /** How many series it has at most; undefined when nobody knows, infinite when a label is unbounded. */
  readonly series: number | undefined;
}

/** The part of an expression that can give NaN. */
export interface NanSource extends Span {
  readonly why: 'division' | 'power' | 'function' | 'literal';
  /** The expression divided by, the exponent, or the function. */
  readonly what: string;
}

/** One selector: which name it selects, and how. */
export interface SeriesUse extends Span {
  /** Undefined when the name is not fixed. */
  readonly name: string | undefined;
  readonly source: 'metric' | 'record' | 'builtin' | 'unknown';
  readonly matchers: readonly Matcher[];
  /** The range it is read over in milliseconds; undefined for instant selectors and ranges that are computed. */
  readonly range: number | undefined;
  /** The function around a range selector. */
  readonly func: string | undefined;
}

/** What can be wrong with an expression that Prometheus accepts. */
export type FindingKind =
  | 'unknownMetric'
  | 'histogramBase'
  | 'unknownLabel'
  | 'impossibleValue'
  | 'lostLabel'
  | 'neverMatches'
  | 'wrongKind'
  | 'rawCounter'
  | 'missingLe'
  | 'rawBuckets'
  | 'rateOfAggregate'
  | 'aggregatedQuantiles';

/** One such thing: a sentence, the way out, and where. */
export interface Finding extends Span {
  readonly kind: FindingKind;
  readonly message: string;
  readonly hint: string;
  /** The label it is about. */
  readonly label?: string;
  /** Why the label is not there. */
  readonly reason?: Reason;
}

/** How much a query reads. */
export interface Cost {
  /** The series selected; undefined when a metric or a label is not known well enough. */
  readonly series: number | undefined;
  /** The samples read by one evaluation. */
  readonly samples: number | undefined;
}

/** Everything known about an expression without running it. */
export interface Inference extends Flow {
  /** Every selector, in the order they are written. */
  readonly uses: readonly SeriesUse[];
  /** Metric names it depends on, recording rules followed to what they are made from. */
  readonly sources: ReadonlySet<string>;
  readonly findings: readonly Finding[];
  readonly cost: Cost;
}
