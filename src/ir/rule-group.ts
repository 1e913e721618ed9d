import type { RuleTest } from './rule-test.ts';

export type Labels = Readonly<Record<string, string>>;

/** A recording rule: the result of `expr` is stored as the series `record`. */
export interface RecordingRule {
  readonly kind: 'record';
  readonly record: string;
  /** PromQL: canonical, or as its author wrote it when it was imported. */
  readonly expr: string;
  readonly labels: Labels;
  /** Tests that its author wrote, beside those that are derived. */
  readonly tests?: readonly RuleTest[];
  /** The construct it came from. */
  readonly path: string;
}

/** An alerting rule. `for` and `keepFiringFor` are Prometheus durations; absent means 0. */
export interface AlertingRule {
  readonly kind: 'alert';
  readonly alert: string;
  /** PromQL: canonical, or as its author wrote it when it was imported. */
  readonly expr: string;
  readonly for?: string;
  readonly keepFiringFor?: string;
  /** The longest that it may take from a complete failure to a message. */
  readonly notifyWithin?: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** Page of the runbook with its steps, where one is known. */
  readonly runbook?: string;
  /** Tests that its author wrote, beside those that are derived. */
  readonly tests?: readonly RuleTest[];
  /** The construct it came from. */
  readonly path: string;
}

export type Rule = RecordingRule | AlertingRule;

/**
 * Rules that are evaluated one after another at one interval. It is built once and wrapped by each target
 * (a file, a ConfigMap, a PrometheusRule), never rewritten.
 */
export interface RuleGroup {
  readonly name: string;
  /** Base name of the rendered rule file, without suffix: `rules/<file>.yml`. */
  readonly file: string;
  /** Evaluation interval. */
  readonly interval: string;
  /** Most alerts, or series, that one rule may give. Default: no limit. */
  readonly limit?: number;
  /** How far behind the present it is evaluated. */
  readonly queryOffset?: string;
  /** Who evaluates it: the scraping Prometheus, or a ruler with a view over all shards. */
  readonly evaluator: 'prometheus' | 'ruler';
  readonly rules: readonly Rule[];
  /** Only these targets evaluate it. */
  readonly only?: readonly string[];
  readonly path: string;
}
