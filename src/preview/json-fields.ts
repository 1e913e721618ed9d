import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';

/** What an object says under a key when it has the type that is looked for. Foreign files hold anything. */
export const textAt = (object: JsonObject, key: string): string | undefined => {
  const value = object[key];
  return typeof value === 'string' ? value : undefined;
};

export const numberAt = (object: JsonObject, key: string): number | undefined => {
  const value = object[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};

export const objectAt = (object: JsonObject, key: string): JsonObject => {
  const value = object[key];
  return isJsonObject(value) ? value : {};
};

export const listAt = (object: JsonObject, key: string): readonly JsonValue[] => {
  const value = object[key];
  return Array.isArray(value) ? value : [];
};

export const objectsAt = (object: JsonObject, key: string): readonly JsonObject[] =>
  listAt(object, key).filter(isJsonObject);

export const textsAt = (object: JsonObject, key: string): readonly string[] =>
  listAt(object, key).filter(each => typeof each === 'string');

/** A text, or a list of texts, which multi-valued choices are. */
export const someTexts = (value: JsonValue | undefined): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.filter(each => typeof each === 'string')
      : typeof value === 'number'
        ? [String(value)]
        : [];
