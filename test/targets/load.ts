import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import type { Document } from '../../src/ir/artefact.ts';
import { targets } from '../../src/targets/registry.ts';
import type { LoadedTarget } from '../../src/targets/target.ts';

/** A target of the registry with the given options, which must be valid. */
export const load = async (kind: string, options: object = {}): Promise<LoadedTarget> => {
  const opened = targets.get(kind)?.open(options, 'fixture');
  if (opened === undefined || opened.diagnostics.length > 0) throw new Error(`cannot open "${kind}"`);
  return opened.load();
};

/** The body of one file. */
export const bodyOf = (files: readonly Document[], path: string): JsonValue => {
  const file = files.find(f => f.path === path);
  if (file === undefined) throw new Error(`no file "${path}" among ${files.map(f => f.path).join(', ')}`);
  return file.body;
};

/** What stands at the path of keys; undefined where there is nothing. */
export const at = (value: JsonValue | undefined, ...keys: readonly (string | number)[]): JsonValue | undefined =>
  keys.reduce<JsonValue | undefined>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return isJsonObject(inner) ? inner[key] : undefined;
  }, value);

/** Every Kubernetes object among the files. */
export const objectsIn = (files: readonly Document[]): readonly JsonObject[] =>
  files.flatMap(file => (file.format === 'stream' && Array.isArray(file.body) ? file.body.filter(isJsonObject) : []));

/** The object of the kind and name. */
export const objectNamed = (files: readonly Document[], kind: string, name: string): JsonObject => {
  const found = objectsIn(files).find(o => o['kind'] === kind && at(o, 'metadata', 'name') === name);
  if (found === undefined) throw new Error(`no ${kind} "${name}"`);
  return found;
};
