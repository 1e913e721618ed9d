import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';

/**
 * JSON Merge Patch, RFC 7396: an object laid over another. `null` removes a key, a list replaces a list.
 *
 * @module
 */

/** The object with the patch laid over it. */
export const mergePatch = (target: JsonValue | undefined, patch: JsonObject): JsonObject => {
  const merged = new Map<string, JsonValue | undefined>(Object.entries(isJsonObject(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null) merged.delete(key);
    else merged.set(key, isJsonObject(value) ? mergePatch(merged.get(key), value) : value);
  }
  return Object.fromEntries(merged);
};

/** A key of the object itself: `__proto__` is nothing that anybody wrote. */
const own = (object: JsonObject, key: string): JsonValue | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

const isSame = (a: JsonValue | undefined, b: JsonValue | undefined): boolean => {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item: JsonValue, index) => isSame(item, b[index]));
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(key => isSame(own(a, key), own(b, key)));
};

/** The smallest patch that turns one object into the other; undefined when they are the same. */
export const mergeDifference = (from: JsonObject, to: JsonObject): JsonObject | undefined => {
  const patch: [string, JsonValue][] = [];
  for (const key of Object.keys(from))
    if (own(from, key) !== undefined && own(to, key) === undefined) patch.push([key, null]);
  for (const [key, value] of Object.entries(to)) {
    const before = own(from, key);
    if (value === undefined || isSame(before, value)) continue;
    const inner = isJsonObject(before) && isJsonObject(value) ? mergeDifference(before, value) : value;
    if (inner !== undefined) patch.push([key, inner]);
  }
  return patch.length === 0 ? undefined : Object.fromEntries(patch);
};
