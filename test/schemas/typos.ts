import { isJsonObject, pointerStep } from '../../src/core/json.ts';

/** A document in which one key is misspelt. */
export interface Typo {
  /** Pointer of the key. */
  readonly at: string;
  readonly document: unknown;
}

/**
 * One misspelt copy of a document for every key in it. `freeMaps` are the keys whose value maps names of the author's
 * choice: those names are left alone. `value.options` means the `options` of objects whose `type` is `value`.
 */
export const typos = (document: unknown, freeMaps: ReadonlySet<string>): readonly Typo[] => {
  if (Array.isArray(document))
    return document.flatMap((item, index) =>
      typos(item, freeMaps).map(typo => ({
        at: pointerStep(index) + typo.at,
        document: document.with(index, typo.document),
      })),
    );
  if (!isJsonObject(document)) return [];
  return Object.entries(document).flatMap(([key, value]) => [
    { at: pointerStep(key), document: renamed(document, key) },
    ...((freeMaps.has(key) || freeMaps.has(`${document['type']}.${key}`)) && isJsonObject(value)
      ? inFreeMap(value, freeMaps)
      : typos(value, freeMaps)
    ).map(typo => ({
      at: pointerStep(key) + typo.at,
      document: { ...document, [key]: typo.document },
    })),
  ]);
};

const inFreeMap = (map: object, freeMaps: ReadonlySet<string>): readonly Typo[] =>
  Object.entries(map).flatMap(([key, value]) =>
    typos(value, freeMaps).map(typo => ({
      at: pointerStep(key) + typo.at,
      document: { ...map, [key]: typo.document },
    })),
  );

const renamed = (object: object, from: string): unknown =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key === from ? `${key}x` : key, value]));
