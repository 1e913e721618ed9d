import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, normalize } from 'node:path';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { renderJson } from '../core/json.ts';
import { outEdited, outForeign, outUnwritable } from './problems.ts';

/** List of the files that were written, with their digests; beside it they are known to be ours. */
export const manifestPath = 'dist/manifest.json';

export interface WriteResult {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Makes the folder hold exactly the given files, as far as they are ours: writes what changed, removes what an earlier
 * run wrote and this one did not, touches nothing else. Either everything is written or nothing. `isKept` names what an
 * earlier run wrote and this one was not asked about: the folders of other targets.
 */
export const writeFiles = (
  folder: string,
  files: ReadonlyMap<string, string>,
  path: string,
  isKept: (name: string) => boolean = () => false,
): WriteResult => {
  try {
    return write(folder, files, path, isKept);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed([
      report(
        outUnwritable,
        path,
        `The output folder ${folder} cannot be written: ${reason}.`,
        'Name another one with --out.',
      ),
    ]);
  }
};

/** Writes one file that somebody named, as a whole or not at all; what was there before is replaced. */
export const replaceFile = (file: string, text: string): readonly Diagnostic[] => {
  try {
    replaceAll(dirname(file), [[basename(file), text]]);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [report(outUnwritable, file, `${file} cannot be written: ${reason}.`, 'Name another file with --out.')];
  }
};

const failed = (diagnostics: readonly Diagnostic[]): WriteResult => ({ written: [], removed: [], diagnostics });

const write = (
  folder: string,
  files: ReadonlyMap<string, string>,
  path: string,
  isKept: (name: string) => boolean,
): WriteResult => {
  const outside = [...files.keys()].filter(name => !isInside(name) || leadsOut(folder, name));
  if (outside.length > 0)
    return failed(
      outside.map(name =>
        report(outUnwritable, path, `${name} would be written outside of ${folder}.`, 'Rename what it comes from.'),
      ),
    );
  const before = readManifest(folder);
  if (before === undefined)
    return failed([
      report(
        outForeign,
        path,
        `${join(folder, manifestPath)} cannot be read, so nobody knows which files are ours.`,
        'Restore it from version control, or move the rendered folders away.',
      ),
    ]);
  const changed: (readonly [string, string])[] = [];
  const foreign: string[] = [];
  for (const [name, text] of files) {
    const existing = read(join(folder, name));
    if (existing === text) continue;
    if (existing !== undefined && !before.has(name)) foreign.push(name);
    changed.push([name, text]);
  }
  if (foreign.length > 0)
    return failed(
      foreign.map(name =>
        report(
          outForeign,
          path,
          `${join(folder, name)} exists and was not written by an earlier run.`,
          'Move it away, or name another folder with --out.',
        ),
      ),
    );
  const isEdited = (name: string): boolean => {
    const existing = read(join(folder, name));
    return existing !== undefined && before.has(name) && digest(existing) !== before.get(name);
  };
  const edited = changed.map(([name]) => name).filter(isEdited);
  const gone = [...before.keys()].filter(name => !files.has(name) && !isKept(name) && isReallyInside(folder, name));
  // A file that was edited by hand after it was written is somebody's work: it stays, and stays known.
  const obsolete = gone.filter(name => !isEdited(name));
  const left = gone.filter(isEdited);
  const known = [...before].filter(([name]) => !files.has(name) && (isKept(name) || left.includes(name)));
  const manifest = renderJson({
    files: Object.fromEntries(
      [...known, ...[...files].map(([name, text]): [string, string] => [name, digest(text)])].sort(byName),
    ),
  });
  if (read(join(folder, manifestPath)) !== manifest) changed.push([manifestPath, manifest]);
  replaceAll(folder, changed);
  for (const name of obsolete) {
    rmSync(join(folder, name));
    removeEmptyFolders(folder, dirname(name));
  }
  return {
    written: changed.map(([name]) => name).filter(name => name !== manifestPath),
    removed: obsolete,
    diagnostics: [
      ...edited.map(name =>
        report(
          outEdited,
          path,
          `${join(folder, name)} was edited by hand and has been written anew.`,
          'Change the program instead, or use patch().',
        ),
      ),
      ...left.map(name =>
        report(
          outEdited,
          path,
          `${join(folder, name)} is no longer rendered; it was edited by hand and stays.`,
          'Delete it when you no longer need it.',
        ),
      ),
    ],
  };
};

const byName = ([a]: readonly [string, string], [b]: readonly [string, string]): number => (a < b ? -1 : 1);

/** Writes everything beside its place first, then moves it there: an error half-way leaves the old files whole. */
const replaceAll = (folder: string, changed: readonly (readonly [string, string])[]): void => {
  const staged: (readonly [string, string])[] = [];
  const made: string[] = [];
  try {
    for (const [name, text] of changed) {
      const target = join(folder, name);
      makeFolder(dirname(target), made);
      if (existsSync(target) && statSync(target).isDirectory()) throw new Error(`${target} is a folder`);
      const temporary = `${target}.${randomUUID()}`;
      writeFileSync(temporary, text, { flag: 'wx' });
      staged.push([temporary, target]);
    }
  } catch (error) {
    for (const [temporary] of staged) rmSync(temporary, { force: true });
    for (const folderMade of made.reverse()) rmdirSync(folderMade);
    throw error;
  }
  for (const [temporary, target] of staged) renameSync(temporary, target);
};

/**
 * Makes a folder and those above it, one by one, and notes which. Node's own recursive mkdir never returns where a file
 * system refuses folders, as below /proc.
 */
const makeFolder = (folder: string, made: string[]): void => {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above, made);
  mkdirSync(folder);
  made.push(folder);
};

const read = (file: string): string | undefined =>
  existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Names that leave the folder are not ours, whatever a manifest says. */
const isInside = (name: string): boolean => !isAbsolute(name) && normalize(name) === name && !name.startsWith('..');

/** Whether the nearest folder that exists above a file lies outside, behind a link. */
const leadsOut = (folder: string, name: string): boolean => {
  if (!existsSync(folder)) return false;
  let at = dirname(name);
  while (at !== '.' && !existsSync(join(folder, at))) at = dirname(at);
  return realpathSync(join(folder, at)) !== join(realpathSync(folder), at);
};

/** What lies behind a link that leads out of the folder is not ours either. */
const isReallyInside = (folder: string, name: string): boolean => {
  const file = join(folder, name);
  return existsSync(file) && realpathSync(dirname(file)) === join(realpathSync(folder), dirname(name));
};

/** What was written before, by digest; empty in a new folder, nothing where the list is damaged. */
const readManifest = (folder: string): ReadonlyMap<string, string> | undefined => {
  const text = read(join(folder, manifestPath));
  if (text === undefined) return new Map();
  const manifest: unknown = parseJson(text);
  if (typeof manifest !== 'object' || manifest === null || !('files' in manifest)) return undefined;
  const { files } = manifest;
  if (typeof files !== 'object' || files === null) return undefined;
  return new Map(
    Object.entries(files).flatMap(([name, sum]) =>
      typeof sum === 'string' && isInside(name) ? [[name, sum] as const] : [],
    ),
  );
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const removeEmptyFolders = (folder: string, name: string): void => {
  for (let at = name; at !== '.' && at !== ''; at = dirname(at)) {
    const full = join(folder, at);
    if (!existsSync(full) || readdirSync(full).length > 0) return;
    rmdirSync(full);
  }
};
