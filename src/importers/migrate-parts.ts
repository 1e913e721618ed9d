import type { JsonObject, JsonValue } from '../core/json.ts';
import { numberOf } from './json-parts.ts';

/** What a panel keeps whatever kind it becomes. */
const kept = [
  'id',
  'title',
  'description',
  'datasource',
  'targets',
  'gridPos',
  'links',
  'transparent',
  'repeat',
  'repeatDirection',
  'maxPerRow',
  'interval',
  'timeFrom',
  'timeShift',
  'hideTimeOverride',
  'maxDataPoints',
  'cacheTimeout',
  'transformations',
] as const;

export const keptKeys = (panel: JsonObject): JsonObject =>
  Object.fromEntries(kept.flatMap(key => (panel[key] === undefined ? [] : [[key, panel[key]]])));

/** A number that may be written as text. */
export const numberLike = (value: JsonValue | undefined): number | undefined =>
  typeof value === 'string' ? (value.trim() === '' ? undefined : numberOf(Number(value))) : numberOf(value);
