/** What JSON and YAML can carry. Keys whose value is `undefined` are left out when rendered. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON text with two-space indent and a final newline; the key order is the order of the object. */
export const renderJson = (value: JsonValue): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** A copy with every object's keys sorted by code unit; lists keep their order. */
export const sortKeys = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isJsonObject(value)) return value;
  const sorted: Record<string, JsonValue> = {};
  for (const key of Object.keys(value).sort()) {
    const child = value[key];
    if (child !== undefined) sorted[key] = sortKeys(child);
  }
  return sorted;
};

/** One step of a JSON pointer (RFC 6901). */
export const pointerStep = (key: string | number): string =>
  `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** The pointer made of the given steps: `pointer('groups', 0)` is `/groups/0`. */
export const pointer = (...keys: readonly (string | number)[]): string => keys.map(pointerStep).join('');
