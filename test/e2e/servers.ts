import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderBody } from '../../src/core/render.ts';
import type { Artefact } from '../../src/ir/artefact.ts';
import type { Site } from '../../src/ir/site.ts';
import type { Piece, Workload } from '../../src/ir/workload.ts';
import { relocated } from './relocated.ts';
import { waitFor } from './wait-for.ts';

/** A server that runs, and the way to end it. */
export interface RunningServer {
  /** Resolves once it answers, rejects when it has ended or takes longer than a minute. */
  readonly ready: Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Puts each file where its reader, run by `startServer`, finds it. */
export const writeArtefacts = (artefacts: readonly Artefact[], site: Site): void => {
  for (const { reader, mount, format, body } of artefacts) {
    const path = site.file(reader, mount);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, renderBody(format, body));
  }
};

/**
 * Starts the program of a workload with the workload's own arguments and variables. `extra` and `environment` are those
 * that a container would not need.
 */
export const startServer = (
  program: string,
  workload: Workload,
  site: Site,
  extra: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): RunningServer => {
  const piece = (part: Piece): string => {
    if (typeof part === 'string') return part;
    if ('externalUrl' in part) return site.externalUrl(part.externalUrl);
    if ('secretFile' in part) return site.secretFile(workload.id, part.secretFile);
    throw new Error(`the argument ${JSON.stringify(part)} of ${workload.id} is not supported here`);
  };
  const args = workload.args.map(arg =>
    typeof arg === 'string'
      ? // An absolute path is one inside the workload.
        arg.replace(/=(\/.*)$/, (_, path: string) => `=${site.file(workload.id, path)}`)
      : arg.map(piece).join(''),
  );
  const variables = Object.entries(workload.env).map(([name, text]): [string, string] => [
    name,
    typeof text === 'string' ? text : text.map(piece).join(''),
  ]);
  const base = site.externalUrl(workload.id);
  return startProgram(program, {
    name: workload.id,
    args: [...args, `--web.listen-address=${new URL(base).host}`, ...extra],
    folder: site.file(workload.id, '/'),
    environment: { ...Object.fromEntries(variables), ...environment },
    health: `${base}${workload.readiness?.kind === 'http' ? workload.readiness.path : '/'}`,
  });
};

/** How a program is started. */
interface ProgramStart {
  readonly name: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly health: string;
  /** Variables beside those of the test itself. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts a program in a folder of its own, where its output goes to `log`; `health` answers 200 once it is ready. */
export const startProgram = (
  program: string,
  { name, args, folder, health, environment = {} }: ProgramStart,
): RunningServer => {
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'log');
  const output = openSync(log, 'w');
  const child = spawn(relocated(program, folder), args, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const ready = waitFor(`${name} answers ${health}`, 60, async () => {
    if (child.exitCode !== null) throw new Error(`${program} ended: ${readFileSync(log, 'utf8').slice(-2_000)}`);
    return (await fetch(health).catch(() => undefined))?.ok === true ? true : undefined;
  });
  return { ready: ready.then(() => undefined), stop: () => stop(child) };
};

/** Asks it to end, and insists after 5 seconds. */
const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
  });
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(insist);
};
