import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';

/**
 * Parts of somebody else's JSON, which may be anything.
 *
 * @module
 */

export const objectOf = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});

export const objectsOf = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

export const wordOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

export const numberOf = (value: JsonValue | undefined): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** The object without some of its keys. */
export const without = (object: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));

/** The same value with every text in it changed. */
export const withTexts = (value: JsonValue, change: (text: string) => string): JsonValue => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item: JsonValue) => withTexts(item, change));
  return isJsonObject(value) ? objectWithTexts(value, change) : value;
};

export const objectWithTexts = (object: JsonObject, change: (text: string) => string): JsonObject =>
  Object.fromEntries(
    Object.entries(object).flatMap(([key, value]): readonly [string, JsonValue][] =>
      value === undefined ? [] : [[key, withTexts(value, change)]],
    ),
  );

/** Every text in a value. */
export const textsOf = (value: JsonValue | undefined): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => textsOf(item));
  return isJsonObject(value) ? Object.values(value).flatMap(textsOf) : [];
};
