import { readFileSync, writeFileSync } from 'node:fs';
import { type Diagnostic, defineProblem, report } from '../core/diagnostic.ts';
import type { GivenFile } from '../importers/read-rule-file.ts';

export const importOut = defineProblem({
  code: 'IMPORT-OUT',
  severity: 'error',
  why: 'A program that exists is somebody’s work: an import never writes over it.',
});

/** Files that somebody named; `-` is what is piped in. */
export const readFiles = async (
  names: readonly string[],
  hint: string,
): Promise<{ readonly files: readonly GivenFile[]; readonly missing: readonly Diagnostic[] }> => {
  const { importFile } = await import('../importers/problems.ts');
  const files: GivenFile[] = [];
  const missing: Diagnostic[] = [];
  for (const name of names) {
    try {
      files.push({ name, text: readFileSync(name === '-' ? 0 : name, 'utf8') });
    } catch (error) {
      missing.push(report(importFile, name, `${name} cannot be read: ${reasonOf(error)}.`, hint));
    }
  }
  return { files, missing };
};

/** Writes a file that does not exist yet; the check and the write are one step. */
export const writeNew = (out: string, source: string): readonly Diagnostic[] => {
  try {
    writeFileSync(out, source, { flag: 'wx' });
    return [];
  } catch (error) {
    const exists = codeOf(error) === 'EEXIST';
    return [
      report(
        importOut,
        out,
        exists ? `${out} exists already and is not overwritten.` : `${out} cannot be written: ${reasonOf(error)}.`,
        exists ? 'Name a new file with --out, or move this one away.' : 'Name another file with --out.',
      ),
    ];
  }
};

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;

const reasons: ReadonlyMap<string | undefined, string> = new Map([
  ['ENOENT', 'there is no such file or folder'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'permission denied'],
]);

const reasonOf = (error: unknown): string =>
  reasons.get(codeOf(error)) ?? (error instanceof Error ? error.message : String(error));

/** `1 rule`, `2 rules`. */
export const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
