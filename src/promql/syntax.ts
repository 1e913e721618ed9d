/** Where a node stands in the text it was parsed from, as code unit offsets; both are 0 for nodes that were built. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** One condition on a label: `status=~"5.."`. Regular expressions are anchored at both ends. */
export interface Matcher extends Span {
  readonly label: string;
  readonly op: MatchOperator;
  readonly value: string;
}

/** A fixed length of time, in milliseconds. */
export interface FixedDuration extends Span {
  readonly kind: 'duration';
  readonly milliseconds: number;
}

/** A dashboard variable where a duration stands: `[$__rate_interval]`. */
export interface DurationVariable extends Span {
  readonly kind: 'durationVariable';
  /** The variable as written: `$__rate_interval`, `${window}`, `[[window]]`. */
  readonly text: string;
}

export type DurationFunction = 'step' | 'range' | 'min' | 'max' | 'min_of' | 'max_of';

/** `step()`, `range()`, `min_of(5m, step())`. */
export interface DurationCall extends Span {
  readonly kind: 'durationCall';
  readonly func: DurationFunction;
  readonly args: readonly DurationExpr[];
}

export interface DurationNegation extends Span {
  readonly kind: 'durationNegation';
  readonly expr: DurationExpr;
}

export type DurationOperator = '+' | '-' | '*' | '/' | '%' | '^';

export interface DurationBinary extends Span {
  readonly kind: 'durationBinary';
  readonly op: DurationOperator;
  readonly left: DurationExpr;
  readonly right: DurationExpr;
}

/** How long: the range of a range selector, the step of a subquery, an offset. */
export type DurationExpr = FixedDuration | DurationVariable | DurationCall | DurationNegation | DurationBinary;

/** The `@` modifier: a point in time in seconds since 1970, or an end of the query's range. */
export type At =
  | { readonly kind: 'time'; readonly seconds: number }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'variable'; readonly text: string };

/** When a selector or a subquery is evaluated, if not now. */
export interface Modifiers {
  readonly offset?: DurationExpr;
  readonly at?: At;
  /** How samples at the borders of a range count (extended range selectors). */
  readonly extension?: 'anchored' | 'smoothed';
}

/** `5`, `0x1F`, `NaN`; `5m` is a number of seconds with `duration` set. */
export interface NumberLiteral extends Span {
  readonly kind: 'number';
  readonly value: number;
  readonly duration?: true;
}

export interface StringLiteral extends Span {
  readonly kind: 'string';
  readonly value: string;
}

/** A dashboard variable where an expression stands. Its type is not known. */
export interface Variable extends Span {
  readonly kind: 'variable';
  readonly text: string;
}

/** An instant vector selector: `http_requests_total{status="500"} offset 5m`. A name in braces is a name. */
export interface Selector extends Span, Modifiers {
  readonly kind: 'selector';
  readonly name?: string;
  readonly matchers: readonly Matcher[];
}

/** A range vector selector. The modifiers of the whole stand here, never on the selector inside. */
export interface Range extends Span, Modifiers {
  readonly kind: 'range';
  readonly selector: Selector;
  readonly range: DurationExpr;
}

/** `expr[1h:5m]`; without a step the server's evaluation interval is used. */
export interface Subquery extends Span, Modifiers {
  readonly kind: 'subquery';
  readonly expr: Expr;
  readonly range: DurationExpr;
  readonly step?: DurationExpr;
}

export interface Call extends Span {
  readonly kind: 'call';
  readonly func: string;
  readonly args: readonly Expr[];
}

/** Which labels an aggregation keeps (`by`) or drops (`without`). */
export interface Grouping {
  readonly kind: 'by' | 'without';
  readonly labels: readonly string[];
}

export interface Aggregate extends Span {
  readonly kind: 'aggregate';
  readonly op: string;
  /** The first argument of `topk`, `quantile`, `count_values` and their kin. */
  readonly param?: Expr;
  readonly expr: Expr;
  readonly grouping?: Grouping;
}

export interface Unary extends Span {
  readonly kind: 'unary';
  readonly op: '-' | '+';
  readonly expr: Expr;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^' | 'atan2';
export type ComparisonOperator = '==' | '!=' | '>' | '<' | '>=' | '<=';
export type SetOperator = 'and' | 'or' | 'unless';
/** Operators that cut observations out of native histograms. */
export type TrimOperator = '</' | '>/';
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | SetOperator | TrimOperator;

/** Which labels of the two sides have to agree, and which side may have several series per group. */
export interface Matching {
  readonly kind: 'on' | 'ignoring';
  readonly labels: readonly string[];
  /** The side with many series, and the labels it takes over from the other. */
  readonly group?: { readonly side: 'left' | 'right'; readonly labels: readonly string[] };
}

/** Values that stand for series missing on a side. */
export interface Fill {
  readonly left?: number;
  readonly right?: number;
}

export interface Binary extends Span {
  readonly kind: 'binary';
  readonly op: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
  /** True for `== bool` and its kin: 0 or 1 in place of a filter. */
  readonly bool?: true;
  readonly matching?: Matching;
  readonly fill?: Fill;
}

/** An expression. Parentheses are not kept: the printer writes those that are needed. */
export type Expr =
  | NumberLiteral
  | StringLiteral
  | Variable
  | Selector
  | Range
  | Subquery
  | Call
  | Aggregate
  | Unary
  | Binary;

/** The position of nodes that were built rather than parsed. */
export const nowhere: Span = { from: 0, to: 0 };
