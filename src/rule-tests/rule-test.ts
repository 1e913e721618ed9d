import type { Labels } from '../ir/rule-group.ts';
import type { WrittenSeries } from './timeline.ts';

/** What is expected of an alert at a time: exactly these are firing. */
export interface AlertCheck {
  readonly kind: 'alert';
  /** Milliseconds from the start. */
  readonly at: number;
  readonly alert: string;
  readonly firing: readonly { readonly labels: Labels; readonly annotations: Labels }[];
}

/** What a query gives at a time. */
export interface QueryCheck {
  readonly kind: 'query';
  readonly at: number;
  readonly query: string;
  readonly samples: readonly { readonly labels: Labels; readonly value: number }[];
}

export type Check = AlertCheck | QueryCheck;

/** One test of a suite, as promtool runs it. */
export interface RuleTestCase {
  readonly name: string;
  /** Milliseconds between two samples. */
  readonly interval: number;
  readonly series: readonly WrittenSeries[];
  readonly checks: readonly Check[];
}

/** What came of deriving tests of an alert: the tests, or why there is none. */
export interface AlertTests {
  readonly tests: readonly RuleTestCase[];
  readonly reason?: string;
}
