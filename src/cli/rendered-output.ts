import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isJsonObject, type JsonValue } from '../core/json.ts';
import { readYaml } from '../core/read-yaml.ts';
import type { Rendered } from '../live/verify.ts';
import { type NamedRule, rulesOfFile } from '../live/verify-rules.ts';
import { manifestPath } from '../synth/write.ts';
import { UsageMistake } from './command.ts';

/** The rules and dashboards that a synth wrote below a folder, by its own list of files. */
export const readRendered = async (folder: string): Promise<Rendered | UsageMistake> => {
  const names = readManifest(folder);
  if (names === undefined)
    return new UsageMistake(`${folder} holds no rendered files; run sightline synth, or name its folder with --out.`);
  const rules: NamedRule[] = [];
  for (const name of names.filter(each => each.startsWith('rules/'))) {
    const text = read(join(folder, name));
    if (text === undefined)
      return new UsageMistake(`${join(folder, name)} is listed and is not there; render it again.`);
    const { documents } = await readYaml(text);
    rules.push(...documents.flatMap(({ value }) => rulesOfFile(value)));
  }
  const dashboards = names.filter(each => each.startsWith('dashboards/')).map(each => basename(each, '.json'));
  return { rules, dashboards };
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
