import { isJsonObject, pointerStep } from '../../src/core/json.ts';

/** Keys whose value maps names of the author's choice. */
const freeMaps: ReadonlySet<string> = new Set([
  'annotations',
  'custom_fields',
  'details',
  'external_labels',
  'headers',
  'http_headers',
  'labels',
  'modules',
  'params',
]);

/** A document in which one key is misspelt. */
export interface Typo {
  /** Pointer of the key. */
  readonly at: string;
  readonly document: unknown;
}

/** One misspelt copy of a document for every key in it that is not of the author's choice. */
export const typos = (document: unknown): readonly Typo[] => {
  if (Array.isArray(document))
    return document.flatMap((item, index) =>
      typos(item).map(typo => ({ at: pointerStep(index) + typo.at, document: document.with(index, typo.document) })),
    );
  if (!isJsonObject(document)) return [];
  return Object.entries(document).flatMap(([key, value]) => [
    { at: pointerStep(key), document: renamed(document, key) },
    ...(freeMaps.has(key) && isJsonObject(value) ? inFreeMap(value) : typos(value)).map(typo => ({
      at: pointerStep(key) + typo.at,
      document: { ...document, [key]: typo.document },
    })),
  ]);
};

const inFreeMap = (map: object): readonly Typo[] =>
  Object.entries(map).flatMap(([key, value]) =>
    typos(value).map(typo => ({ at: pointerStep(key) + typo.at, document: { ...map, [key]: typo.document } })),
  );

const renamed = (object: object, from: string): unknown =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key === from ? `${key}x` : key, value]));
