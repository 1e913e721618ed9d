import type { JsonObject } from '../core/json.ts';
import type { Relabeling } from '../ir/scrape-job.ts';

/** Steps as they stand in a configuration; no key at all when there are none. */
export const relabelList = (steps: readonly Relabeling[]): readonly JsonObject[] | undefined =>
  steps.length === 0 ? undefined : steps.map(step => ({ ...step }));
