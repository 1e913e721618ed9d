/**
 * Runs parts of the test suite, one after the other, and prints how long each took.
 * The last line is `N passed, N failed`; a skipped test or an empty part is a failure.
 *
 *   jiti scripts/test.ts PART...
 */
import { spawnSync } from 'node:child_process';
import type { TestModule } from 'vitest/node';
import { startVitest } from 'vitest/node';
import settings from '../vitest.config.ts';

/** What a part runs: vitest files, and which fetched tools they see (see test/external/tools.ts). */
interface Part {
  readonly include: readonly string[];
  readonly exclude?: readonly string[];
  readonly tools?: 'newest';
  /** One file after the other, for parts that start servers. */
  readonly alone?: boolean;
}

const external = { include: ['test/external/**/*.test.ts'] };
const e2e = { include: ['test/e2e/**/*.test.ts'], alone: true };

const parts: Readonly<Record<string, Part>> = {
  unit: { include: ['test/**/*.test.ts'], exclude: ['test/external/**', 'test/e2e/**', 'test/full/**'] },
  external,
  e2e,
  full: { include: ['test/full/**/*.test.ts'], alone: true },
  'external-newest': { ...external, tools: 'newest' },
  'e2e-newest': { ...e2e, tools: 'newest' },
  // What is deployed is written for the newest Prometheus: it answers the questions of dashboards as well.
  'dashboards-newest': { include: ['test/full/dashboards.test.ts'], tools: 'newest', alone: true },
};

const requested = process.argv.slice(2);
const unknown = requested.filter(name => name !== 'lint' && !(name in parts));
if (unknown.length > 0 || requested.length === 0) {
  console.error(`Name one or more parts of: lint ${Object.keys(parts).join(' ')}. Unknown: ${unknown.join(' ')}`);
  process.exit(2);
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
const times: string[] = [];
const complaints: string[] = [];

if (requested.includes('lint')) {
  const start = Date.now();
  const { status } = spawnSync('make', ['--keep-going', '--no-print-directory', 'lint'], { stdio: 'inherit' });
  if (status !== 0) complaints.push('"make lint" found problems, see above');
  times.push(`lint ${seconds(Date.now() - start)}`);
}

const projects = requested.flatMap((name, order) => {
  const part = parts[name];
  if (part === undefined) return [];
  return {
    ...settings,
    test: {
      ...settings.test,
      name,
      include: [...part.include],
      exclude: [...(part.exclude ?? [])],
      sequence: { groupOrder: order },
      env: part.tools === undefined ? {} : { SIGHTLINE_TOOLS: part.tools },
      ...(part.alone ? { maxWorkers: 1 } : {}),
    },
  };
});

/** When each part's first file was queued and its last file ended. */
const spans = new Map<string, { start: number; end: number }>();
const clock = {
  onTestModuleStart({ project }: TestModule) {
    if (!spans.has(project.name)) spans.set(project.name, { start: Date.now(), end: Date.now() });
  },
  onTestModuleEnd({ project }: TestModule) {
    const span = spans.get(project.name);
    if (span !== undefined) span.end = Date.now();
  },
  // Comes before the default reporter's closing lines, which stay the last but one.
  onTestRunEnd() {
    for (const [name, { start, end }] of spans) times.push(`${name} ${seconds(end - start)}`);
    console.log(`\n time by part: ${times.join(', ')}`);
  },
};

const totals = { passed: 0, failed: 0 };
if (projects.length > 0) {
  const vitest = await startVitest('test', [], { watch: false, reporters: [clock, 'default'] }, { test: { projects } });
  for (const module of vitest.state.getTestModules()) {
    let own = 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') totals.passed += 1;
      else if (state === 'failed') own += 1;
      else complaints.push(`${module.relativeModuleId}: "${test.fullName}" was ${state}; every test must run`);
    }
    // A file that broke outside its tests counts as one failure.
    totals.failed += module.ok() ? own : Math.max(own, 1);
  }
  for (const { test } of projects) {
    if (!spans.has(test.name)) complaints.push(`the part "${test.name}" has no test files`);
  }
  if (vitest.state.getUnhandledErrors().length > 0)
    complaints.push('an error was thrown outside every test, see above');
  await vitest.close();
}

for (const complaint of complaints) console.log(complaint);
totals.failed += complaints.length;
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;
