import { parseDuration } from '../core/duration.ts';
import type { JsonObject } from '../core/json.ts';
import type { Model } from '../model/model.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** A duration in Elasticsearch's units, which have no weeks and no years: whole days, else hours, else seconds. */
export const elasticTime = (duration: string): string => {
  const milliseconds = parseDuration(duration) ?? 0;
  if (milliseconds % day === 0) return `${milliseconds / day}d`;
  return milliseconds % hour === 0 ? `${milliseconds / hour}h` : `${Math.ceil(milliseconds / 1_000)}s`;
};

/** A new index each day, or when a primary shard reaches the size that Elastic's sizing guide recommends as its limit. */
const rollover = { max_age: '1d', max_primary_shard_size: '50gb' } as const;

/** Ages of the later phases count from the rollover. */
const policy = (phases: JsonObject): JsonObject => ({
  policy: { phases: { hot: { min_age: '0ms', actions: { rollover, set_priority: { priority: 100 } } }, ...phases } },
});

const deleteAfter = (age: string): JsonObject => ({ min_age: elasticTime(age), actions: { delete: {} } });

/** Logs: written for a day, merged when they are no longer hot, deleted. */
export const logsPolicy = ({ logsHot, logsDelete }: Model['retention']): JsonObject =>
  policy({
    warm: {
      min_age: elasticTime(logsHot),
      actions: { forcemerge: { max_num_segments: 1 }, set_priority: { priority: 50 } },
    },
    delete: deleteAfter(logsDelete),
  });

/** Spans: written for a day, deleted. */
export const tracesPolicy = ({ traces }: Model['retention']): JsonObject => policy({ delete: deleteAfter(traces) });
