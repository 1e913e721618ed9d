import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isJsonObject, type JsonValue } from '../core/json.ts';
import { readYaml } from '../core/read-yaml.ts';
import type { Rendered } from '../live/verify.ts';
import { rulesOfFile } from '../live/verify-rules.ts';
import { manifestPath } from '../synth/write.ts';
import { UsageMistake } from './command.ts';

/** The rules and dashboards that a synth wrote below a folder, by its own list of files. */
export const readRendered = async (folder: string): Promise<Rendered | UsageMistake> => {
  const names = readManifest(folder);
  const files = await readRuleFiles(folder);
  if (files instanceof UsageMistake) return files;
  const dashboards = (names ?? []).filter(each => each.startsWith('dashboards/')).map(each => basename(each, '.json'));
  return { rules: files.flatMap(rulesOfFile), dashboards };
};

/** The rule files that a synth wrote below a folder, as plain values. */
export const readRuleFiles = async (folder: string): Promise<readonly JsonValue[] | UsageMistake> => {
  const names = readManifest(folder);
  if (names === undefined)
    return new UsageMistake(`${folder} holds no rendered files; run sightline synth, or name its folder with --out.`);
  const files: JsonValue[] = [];
  for (const name of names.filter(each => each.startsWith('rules/'))) {
    const text = read(join(folder, name));
    if (text === undefined)
      return new UsageMistake(`${join(folder, name)} is listed and is not there; render it again.`);
    const { documents } = await readYaml(text);
    files.push(...documents.map(({ value }) => value));
  }
  return files;
};

/** A report that a synth wrote below a folder. */
export const readReport = async (folder: string, name: string): Promise<JsonValue | UsageMistake> => {
  const text = read(join(folder, name));
  if (text === undefined)
    return new UsageMistake(`${join(folder, name)} is not there; run sightline synth, or name its folder with --out.`);
  const { documents } = await readYaml(text);
  return documents[0]?.value ?? null;
};

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

const readManifest = (folder: string): readonly string[] | undefined => {
  const text = read(join(folder, manifestPath));
  if (text === undefined) return undefined;
  try {
    const value: JsonValue = JSON.parse(text);
    const files = isJsonObject(value) ? value['files'] : undefined;
    return isJsonObject(files) ? Object.keys(files) : undefined;
  } catch {
    return undefined;
  }
};
