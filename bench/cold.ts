/**
 * How long a person waits for `sightline synth` of the reference stack, as multiples of an empty Node process. The runs
 * are made in rounds, each with an empty process in it, and the median of the ratios is printed: it says the same on a
 * slow machine and nearly the same on a busy one.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const rounds = 7;
const command = 'lib/cli/main.js';
if (!existsSync(command)) throw new Error(`there is no ${command}: run "make build"`);

/** Makes a process tell what it used on its file descriptor 3. */
const tell =
  'data:text/javascript,import{writeSync}from"node:fs";' +
  'process.on("exit",()=>writeSync(3,JSON.stringify(process.resourceUsage())))';

interface Usage {
  readonly wall: number;
  readonly cpu: number;
  readonly memory: number;
}

const run = (args: readonly string[], env: Readonly<Record<string, string>>, stdio: 'ignore' | 'pipe') => {
  const result = spawnSync(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe', stdio],
  });
  if (result.status !== 0) throw new Error(`node ${args.join(' ')}: ${result.stderr}`);
  return result;
};

/**
 * Wall time in ms of a run that nothing disturbs; CPU time in ms and peak memory in MB of another one. Each run has its
 * own arguments.
 */
const measure = (args: () => readonly string[], env: Readonly<Record<string, string>> = {}): Usage => {
  const undisturbed = args();
  const start = performance.now();
  run(undisturbed, env, 'ignore');
  const wall = performance.now() - start;
  const told = run(['--import', tell, ...args()], env, 'pipe').output[3];
  const used: NodeJS.ResourceUsage = JSON.parse(String(told));
  return { wall, cpu: (used.userCPUTime + used.systemCPUTime) / 1_000, memory: used.maxRSS / 1_024 };
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const folder = mkdtempSync(join(tmpdir(), 'sightline-bench-'));
const stack = 'examples/reference/index.ts';
let used = 0;
const synthInto = (out: string) => [command, 'synth', stack, '--out', join(folder, out)];
const synthAgain = () => synthInto('same');
const synthAnew = () => synthInto(`new-${used++}`);

const empty = () => measure(() => ['-e', '0']);
const cases: Readonly<Record<string, () => Usage>> = {
  'synth again, nothing changed': () => measure(synthAgain),
  'synth into an empty folder': () => measure(synthAnew),
  'synth of a stack never seen': () => measure(synthAnew, { JITI_FS_CACHE: 'false' }),
  'check, which writes nothing': () => measure(() => [command, 'check', stack]),
  '--version': () => measure(() => [command, '--version']),
};

measure(synthAgain);
const measured = Array.from({ length: rounds }, () => ({
  empty: empty(),
  own: new Map(Object.entries(cases).map(([name, once]) => [name, once()])),
}));
rmSync(folder, { recursive: true, force: true });

console.log(`${''.padEnd(30)} times of \`node -e 0\` in the same round, and peak memory: medians of ${rounds}`);
for (const name of Object.keys(cases)) {
  const pairs = measured.flatMap(({ empty, own }) => [{ empty, own: own.get(name) ?? empty }]);
  const ratio = (pick: (usage: Usage) => number): string =>
    median(pairs.map(({ empty, own }) => pick(own) / pick(empty))).toFixed(1);
  const memory = median(pairs.map(({ own }) => own.memory)).toFixed(0);
  console.log(
    `${name.padEnd(30)} ${ratio(({ wall }) => wall).padStart(5)}x wall ${ratio(({ cpu }) => cpu).padStart(5)}x CPU ${memory.padStart(4)} MB`,
  );
}
