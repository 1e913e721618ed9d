import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isJsonObject } from '../../src/core/json.ts';

const repository = resolve(import.meta.dirname, '../..');

/** A file of the working tree that `make synth` rendered. */
export interface RenderedFile {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

/** The rendered files below a folder of the repository; at least one, sorted by path. */
export const renderedFiles = (folder: 'rules' | 'dashboards' | 'dist'): readonly RenderedFile[] => {
  const found = filesBelow(join(repository, folder));
  if (found.length === 0) throw new Error(`${folder}/ holds no rendered files: run "make synth"`);
  return found.map(path => ({ path: relative(repository, path), text: readFileSync(path, 'utf8') }));
};

const filesBelow = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .sort();
  } catch {
    return [];
  }
};

/** A configuration file as its reader finds it, whatever the target packs it into. */
export interface DeployedFile {
  /** `compose`, `kubernetes`, … */
  readonly target: string;
  /** The file that holds it, relative to dist/. */
  readonly holder: string;
  /** Last part of the path at which it is mounted; of `holder` when it is not packed into anything. */
  readonly name: string;
  readonly text: string;
}

/** Every file that a target deploys: plain files, and those inside ConfigMaps. */
export const deployedFiles = (files: ReadonlyMap<string, string>): readonly DeployedFile[] =>
  [...files].flatMap(([path, text]) => {
    const [, holder, target, name] = /^dist\/(([^/]+)\/(?:.*\/)?([^/]+))$/.exec(path) ?? [];
    if (holder === undefined || target === undefined || name === undefined) return [];
    // Tests of rules are named after the files that they test.
    if (target === 'tests') return [];
    return [{ target, holder, name, text }, ...(/\.ya?ml$/.test(name) ? configMapFiles(target, holder, text) : [])];
  });

const configMapFiles = (target: string, holder: string, text: string): readonly DeployedFile[] =>
  documentsOf(text).flatMap(document =>
    isJsonObject(document) && document['kind'] === 'ConfigMap' && isJsonObject(document['data'])
      ? Object.entries(document['data']).flatMap(([name, content]) =>
          typeof content === 'string' ? [{ target, holder, name, text: content }] : [],
        )
      : [],
  );

/** The documents of a YAML stream; a mistake in one of them is thrown. */
export const documentsOf = (text: string): readonly unknown[] =>
  parseAllDocuments(text).map(document => {
    const [mistake] = document.errors;
    if (mistake !== undefined) throw mistake;
    const value: unknown = document.toJS();
    return value;
  });
