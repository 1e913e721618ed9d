import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { integrations } from '../../src/integrations/registry.ts';
import type { Piece, Text } from '../../src/ir/workload.ts';
import { freePorts } from '../e2e/listen.ts';
import { relocated } from '../e2e/relocated.ts';
import { waitFor } from '../e2e/wait-for.ts';
import { tool } from '../external/tools.ts';

/** Folders and processes of one test file; everything ends with it. */
export interface Bench {
  readonly folder: (name: string) => string;
  readonly file: (name: string, text: string) => string;
  /** Starts a program of the tools. Resolves when it has ended. */
  readonly start: (program: string, args: readonly string[], options?: StartOptions) => Promise<void>;
  readonly end: () => Promise<void>;
}

interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Run as nobody when the test runs as root. */
  readonly unprivileged?: boolean;
}

/** Users may differ, their number does not: the one that owns nothing. */
const nobody = 65534;
const isRoot = process.getuid?.() === 0;

export const bench = (): Bench => {
  const root = mkdtempSync(join(tmpdir(), 'sightline-exporters-'));
  const children: ChildProcess[] = [];
  const folder = (name: string): string => {
    const path = join(root, name);
    mkdirSync(path, { recursive: true });
    if (isRoot) for (const each of [root, path]) chownSync(each, nobody, nobody);
    return path;
  };
  return {
    folder,
    file: (name, text) => {
      const path = join(root, name);
      writeFileSync(path, text);
      return path;
    },
    start: (program, args, { env = {}, unprivileged = false } = {}) => {
      const cwd = folder(`run-${children.length}`);
      const command = program.startsWith('/') ? program : relocated(program, cwd);
      const child = spawn(command, args, {
        cwd,
        stdio: 'ignore',
        env: { ...process.env, ...env },
        ...(unprivileged && isRoot ? { uid: nobody, gid: nobody } : {}),
      });
      children.push(child);
      return new Promise(resolve => child.once('exit', () => resolve()));
    },
    end: async () => {
      await Promise.all(
        children.toReversed().map(child => {
          if (child.exitCode !== null || child.signalCode !== null) return undefined;
          const ended = new Promise(resolve => child.once('exit', resolve));
          child.kill('SIGTERM');
          const insist = setTimeout(() => child.kill('SIGKILL'), 10_000);
          return ended.finally(() => clearTimeout(insist));
        }),
      );
      rmSync(root, { recursive: true, force: true });
    },
  };
};

/** What a page answers, once it does. */
export const answerOf = (url: string): Promise<string> =>
  waitFor(`${url} answers`, 30, async () => {
    const answer = await fetch(url).catch(() => undefined);
    return answer?.ok === true ? answer.text() : undefined;
  });

/** How the exporter of an integration is run here. */
export interface ExporterRun {
  readonly kind: string;
  readonly options: unknown;
  readonly program: string;
  /** Port of the server that it asks. */
  readonly server?: number;
  /** Contents of its secrets. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Arguments that differ here, by their beginning: a new one, or nothing. */
  readonly instead?: Readonly<Record<string, string | undefined>>;
  readonly unprivileged?: boolean;
}

/** Starts the exporter of an integration with the command line that is deployed. Gives the address of its page. */
export const startExporter = async (at: Bench, run: ExporterRun): Promise<string> => {
  const context = { path: 'x', service: 'x', team: 'x', env: 'x', tier: '1', scrapeInterval: '15s' };
  const workload = integrations.get(run.kind)?.partOf(run.options, context).workloads?.[0];
  if (workload === undefined) throw new Error(`${run.kind} deploys nothing`);
  const [port] = await freePorts(1);
  const piece = (part: Piece): string => {
    if (typeof part === 'string') return part;
    if ('secretFile' in part) return at.file(part.secretFile.secret, run.secrets?.[part.secretFile.secret] ?? '');
    if ('connect' in part) return `${part.bare === true ? '' : 'http://'}127.0.0.1:${run.server}`;
    throw new Error(`${run.kind} asks for an address of its own`);
  };
  const text = (value: Text): string => (typeof value === 'string' ? value : value.map(piece).join(''));
  const instead = { '--web.listen-address=': `--web.listen-address=127.0.0.1:${port}`, ...run.instead };
  const args = workload.args.map(text).flatMap(arg => {
    const replaced = Object.entries(instead).find(([beginning]) => arg.startsWith(beginning));
    if (replaced !== undefined) return replaced[1] === undefined ? [] : [replaced[1]];
    // The program that a shell of the image starts.
    return arg.startsWith('/') && arg.endsWith(run.program) ? [tool(run.program)] : [arg];
  });
  const [command = run.program, ...before] = workload.command ?? [];
  at.start(command, [...before, ...args], {
    env: Object.fromEntries(Object.entries(workload.env).map(([name, value]) => [name, text(value)])),
    unprivileged: run.unprivileged ?? false,
  });
  return `http://127.0.0.1:${port}`;
};
