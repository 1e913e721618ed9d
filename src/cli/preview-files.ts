import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, report } from '../core/diagnostic.ts';
import { fileUnread } from '../preview/problems.ts';
import type { DashboardFile } from '../preview/read-set.ts';

/** Every JSON file below a folder, in order of its path; or the one file that was named. */
export const readDashboardFiles = (
  place: string,
): { readonly files: readonly DashboardFile[]; readonly diagnostics: readonly Diagnostic[] } => {
  const diagnostics: Diagnostic[] = [];
  const attempt = <T>(path: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      const reason = reasons.get(code) ?? (error instanceof Error ? error.message : String(error));
      diagnostics.push(
        report(fileUnread, path, `${path} cannot be read: ${reason}.`, 'Name a folder with exported dashboards.'),
      );
      return undefined;
    }
  };
  const read = (path: string, file: string): readonly DashboardFile[] => {
    const text = attempt(file, () => readFileSync(file, 'utf8'));
    return text === undefined ? [] : [{ path, text }];
  };
  const walk = (folder: string, below: string): readonly DashboardFile[] =>
    (attempt(folder, () => readdirSync(folder, { withFileTypes: true })) ?? [])
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap(entry => {
        const path = `${below}${entry.name}`;
        if (entry.isDirectory() && !entry.name.startsWith('.')) return walk(join(folder, entry.name), `${path}/`);
        if (!/\.json$/i.test(entry.name)) return [];
        // Mounted ConfigMaps hold links to files; links to folders may lead in circles.
        const file = join(folder, entry.name);
        return attempt(file, () => statSync(file))?.isFile() === true ? read(path, file) : [];
      });
  const files = /\.json$/i.test(place) ? read(place.split(/[\\/]/).at(-1) ?? place, place) : walk(place, '');
  return { files, diagnostics };
};

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file or folder'],
  ['ENOTDIR', 'it is no folder'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'permission denied'],
]);
