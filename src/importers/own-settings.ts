import type { PanelEntry, QueryEntry } from '../catalogue/dashboard.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import { mergeDifference } from '../core/merge-patch.ts';
import { objectOf, objectsOf, without } from './json-parts.ts';
import { normalPage, normalPanel } from './normal-dashboard.ts';

/**
 * What has to be laid over something that is drawn to make it what somebody had.
 *
 * @module
 */

/** Lists as they were written: inside of them, nothing is assumed. */
const asWritten = (patch: JsonObject, source: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(patch).map(([key, value]): readonly [string, JsonValue] => {
      const written = source[key];
      if (value === undefined) return [key, null];
      if (isJsonObject(value)) return [key, asWritten(value, objectOf(written))];
      return [key, Array.isArray(value) && Array.isArray(written) ? written : value];
    }),
  );

/** The entry with the settings that make the drawn panel equal to the panel that somebody had. */
export const settledPanel = (entry: PanelEntry, drawn: JsonObject, panel: JsonObject, keepsId: boolean): PanelEntry => {
  const [from, to] = [normalPanel(drawn), normalPanel(panel, keepsId)];
  const patch = mergeDifference(without(from, ['targets']), without(to, ['targets']));
  const [drawnTargets, targets, written] = [from, to, panel].map(each => objectsOf(each['targets']));
  const queries = entry.queries?.map((query, index): QueryEntry => {
    const own = mergeDifference(drawnTargets?.[index] ?? {}, targets?.[index] ?? {});
    return own === undefined ? query : { ...query, grafana: asWritten(own, written?.[index] ?? {}) };
  });
  return {
    ...entry,
    ...(queries === undefined ? {} : { queries }),
    ...(patch === undefined ? {} : { grafana: asWritten(patch, panel) }),
  };
};

/** Lists of a page that readers of its JSON expect, empty where there is nothing. */
const lists: JsonObject = { annotations: { list: [] }, templating: { list: [] }, links: [], tags: [] };

/** What has to be laid over the drawn page; undefined where it is equal. */
export const pageSettings = (drawn: JsonObject, page: JsonObject): JsonObject | undefined => {
  const apart = ['uid', 'title'] as const;
  const patch = mergeDifference(without(normalPage(drawn), apart), without(normalPage(page), apart));
  if (patch === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(asWritten(patch, page)).map(([key, value]) => [key, value === null ? (lists[key] ?? null) : value]),
  );
};
