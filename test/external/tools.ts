import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** Which tools a run uses: those of `make tools`, those of `make tools-newest`, or those on PATH. */
type Source = 'fetched' | 'newest' | 'path';

const repository = resolve(import.meta.dirname, '../..');

const sources: Readonly<Record<Source, { folders(): readonly string[]; readonly remedy: string }>> = {
  fetched: { folders: () => [join(repository, '.tools/bin')], remedy: 'run "make tools" (or "make tools-full")' },
  newest: { folders: () => [join(repository, '.tools/newest/bin')], remedy: 'run "make tools-newest"' },
  path: {
    folders: () => (process.env['PATH'] ?? '').split(delimiter).filter(folder => folder !== ''),
    remedy: 'install it, or unset SIGHTLINE_TOOLS and run "make tools"',
  },
};

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * The absolute path of a command line tool or server, by its upstream name (`promtool`, `node_exporter`).
 * The environment variable SIGHTLINE_TOOLS selects where it comes from: unset for .tools, `newest` or `path`.
 * Throws when it is missing: a test that needs a tool fails without it.
 */
export const tool = (name: string): string => {
  const wanted = process.env['SIGHTLINE_TOOLS'];
  const { folders, remedy } = sources[wanted === 'newest' || wanted === 'path' ? wanted : 'fetched'];
  // Debian installs alertmanager as prometheus-alertmanager, node_exporter as prometheus-node-exporter.
  const names = [name, `prometheus-${name.replaceAll('_', '-')}`];
  const found = names.flatMap(each => folders().map(folder => join(folder, each))).find(isExecutable);
  if (found === undefined) throw new Error(`the tool "${name}" is missing: ${remedy}`);
  return found;
};

/** How a tool is run; the time limit is in milliseconds and 60 000 unless given. */
export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeout?: number;
}

/** What a tool answered. */
export interface RunResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a tool to its end, without a shell. An exit code other than 0 is an answer; a tool that cannot be started,
 * exceeds the time limit or dies of a signal is an error.
 */
export const run = (name: string, args: readonly string[], options: RunOptions = {}): RunResult => {
  const { env, timeout = 60_000, ...rest } = options;
  const result = spawnSync(tool(name), args, {
    ...rest,
    timeout,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error !== undefined) throw result.error;
  if (result.status === null) throw new Error(`"${name}" was ended by ${result.signal}`);
  return { status: result.status, stdout: result.stdout, stderr: result.stderr };
};
