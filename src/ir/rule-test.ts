/**
 * A test of one rule that its author wrote, for what no input can be found by calculation: what is fed, when it is
 * looked at, and what the rule gives then.
 */
export interface RuleTest {
  /** One sentence. */
  readonly name: string;
  /** Values by series, both as `promtool test rules` reads them: `{ 'queue_depth{queue="mail"}': '0x10 150x20' }`. */
  readonly series: Readonly<Record<string, string>>;
  /** Time between two values. Default: the interval of the rule's group. */
  readonly interval?: string;
  /** When the rule is looked at, from the first value on: a Prometheus duration such as `10m`. */
  readonly at: string;
  /**
   * Of an alert, one entry for each that fires; of a recording rule, one for each series. An empty list: nothing.
   * `labels` are those beyond the rule's own; `value` is what a recording rule gives.
   */
  readonly expect: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value?: number }[];
}
