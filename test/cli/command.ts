import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { commandPrefix } from './remove-commands.ts';

const repository = resolve(import.meta.dirname, '../..');

/** What the command answered. */
export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A finding as `--json` prints it. */
export interface PrintedDiagnostic {
  readonly code: string;
  readonly severity: string;
  readonly path: string;
  readonly message: string;
  readonly hint?: string;
  readonly file?: string;
  readonly line?: number;
}

/** A folder with the command, built from the sources as they are now, and the stacks of this folder. */
export interface Workbench {
  readonly folder: string;
  /** Runs the command in the folder. */
  readonly run: (...args: readonly string[]) => Promise<Answer>;
  /** Runs it while nobody reads one of its outputs, as after `| head`. */
  readonly runUnread: (closed: 'stdout' | 'stderr', ...args: readonly string[]) => Promise<Answer>;
  /** Runs it in another folder. */
  readonly runIn: (cwd: string, ...args: readonly string[]) => Promise<Answer>;
  /** Writes a file and gives its name back. */
  readonly write: (name: string, text: string) => string;
  /** The number of the line below the comment `here:`. */
  readonly marked: (name: string) => number;
  /** A name below the folder that nobody has used. */
  readonly fresh: () => string;
  /** Every file below a folder, relative to it; none when it is not there. */
  readonly files: (name: string) => readonly string[];
  readonly remove: () => void;
}

const openPackage = (prefix: string): string => {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  cpSync(join(repository, 'package.json'), join(folder, 'package.json'));
  for (const shared of ['src', 'node_modules']) symlinkSync(join(repository, shared), join(folder, shared));
  return folder;
};

let built: string | undefined;

/** The command as it is published, compiled once for all test files of a worker; `remove-commands.ts` tidies up. */
const builtCommand = (): string => {
  if (built !== undefined) return built;
  const folder = openPackage(commandPrefix);
  const jiti = join(repository, 'node_modules/.bin/jiti');
  const { status, stderr } = spawnSync(jiti, [join(repository, 'scripts/build.ts')], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the command cannot be built: ${stderr}`);
  built = join(folder, 'lib');
  return built;
};

/** A package of its own with the command, and with the dependencies that are installed. */
export const openWorkbench = (): Workbench => {
  const lib = builtCommand();
  const folder = openPackage('sightline-cli-');
  cpSync(lib, join(folder, 'lib'), { recursive: true });
  cpSync(join(import.meta.dirname, 'stacks'), join(folder, 'stacks'), { recursive: true });
  const command = join(folder, 'lib/cli/main.js');
  const start = (cwd: string, args: readonly string[], closed?: 'stdout' | 'stderr'): Promise<Answer> =>
    new Promise((answer, reject) => {
      const child = spawn(process.execPath, [command, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
      const text = { stdout: '', stderr: '' };
      child.stdout.setEncoding('utf8').on('data', chunk => {
        text.stdout += chunk;
      });
      child.stderr.setEncoding('utf8').on('data', chunk => {
        text.stderr += chunk;
      });
      // Before the command has begun: whatever it writes comes too late.
      if (closed !== undefined) child[closed].destroy();
      child.once('error', reject).once('close', status => answer({ status, ...text }));
    });
  const runIn: Workbench['runIn'] = (cwd, ...args) => start(cwd, args);
  let used = 0;
  return {
    folder,
    run: (...args) => runIn(folder, ...args),
    runUnread: (closed, ...args) => start(folder, args, closed),
    runIn,
    write: (name, text) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
      return name;
    },
    marked: name =>
      readFileSync(join(folder, name), 'utf8')
        .split('\n')
        .findIndex(line => line.trim() === '// here:') + 2,
    fresh: () => `out-${used++}`,
    files: name => {
      try {
        return readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
          .filter(entry => entry.isFile())
          .map(entry => join(entry.parentPath, entry.name).slice(join(folder, name).length + 1))
          .toSorted();
      } catch {
        return [];
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
