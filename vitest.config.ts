import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    conditions: ['sightline-source'],
    alias: { sightline: new URL('./src/index.ts', import.meta.url).pathname },
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['./test/cli/remove-commands.ts'],
    pool: 'threads',
    isolate: false,
    maxWorkers: '100%',
    // Generous: a busy machine is no failure, and what hangs is ended all the same.
    testTimeout: 60_000,
    // Hooks compile the command, which takes its time on a busy machine.
    hookTimeout: 120_000,
  },
});
