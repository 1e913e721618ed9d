import type { JsonObject } from '../core/json.ts';

/** A part of a dashboard as Grafana has it today, and what was changed on the way. */
export interface Migrated {
  readonly panel: JsonObject;
  /** Sentences without their end, each about one change. */
  readonly notes: readonly string[];
}
