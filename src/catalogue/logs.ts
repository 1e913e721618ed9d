import type { Duration } from '../core/duration.ts';

/** Where log lines come from. `tcp` is a stream of JSON lines, `file` a glob on the machine that runs the application. */
export type LogInput = { readonly kind: 'tcp' } | { readonly kind: 'file'; readonly path: string };

export interface LogEntry {
  readonly id: string;
  /** Second part of the data stream's name: `logs-<dataset>-<environment>`. Letters, digits, `_` and `.`. */
  readonly dataset: string;
  readonly inputs: readonly LogInput[];
  /** Field names of the JSON log lines with their Elasticsearch types, beyond timestamp, level, logger and message. */
  readonly fields?: Readonly<Record<string, 'keyword' | 'text' | 'long' | 'double' | 'date' | 'boolean' | 'ip'>>;
  /** Field that holds the time of the event. Default `timestamp`. */
  readonly timestamp?: string;
  /** Fields replaced by a keyed hash before they are stored. */
  readonly personal?: readonly string[];
  /**
   * Names of metrics that are counted from these lines, declared with `from: 'logs'`. The collector that counts them is
   * yours: it must expose them under the name of the service. Nothing is rendered for it.
   */
  readonly counts?: readonly string[];
}

/** Spans of a service, kept when they matter. */
export interface TraceEntry {
  readonly id: string;
  /** Every slower trace is kept. Default 1s. */
  readonly slowerThan?: Duration;
  /** Share of the other traces that is kept, 0 to 1. Default 0.1. */
  readonly baseline?: number;
  /** Attributes that the service sets on its spans, by name, with what they say. */
  readonly attributes?: Readonly<Record<string, string>>;
}
