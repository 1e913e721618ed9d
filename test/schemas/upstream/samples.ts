import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Files whose schema upstream has a checker for. */
export type Checked = 'prometheus' | 'rules' | 'alertmanager' | 'blackbox';

/** A valid document that together with its siblings uses every key of a schema. */
export interface Sample {
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  readonly schema: Checked;
  /** First version that knows all of its keys; absent when the oldest supported version does. */
  readonly since: string | undefined;
  readonly document: unknown;
}

const isChecked = (name: string | undefined): name is Checked =>
  name === 'prometheus' || name === 'rules' || name === 'alertmanager' || name === 'blackbox';

const read = (file: string): readonly Sample[] => {
  const [, schema, since] = /^([a-z]+)(?:-([0-9.]+))?\.yml$/.exec(file) ?? [];
  if (!isChecked(schema)) return [];
  const path = join(import.meta.dirname, file);
  return [{ file, path, schema, since, document: parse(readFileSync(path, 'utf8'), { version: '1.1' }) }];
};

/** Every `<schema>.yml` and `<schema>-<since>.yml` of this folder. */
export const samples: readonly Sample[] = readdirSync(import.meta.dirname)
  .sort()
  .flatMap(read);
