import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    conditions: ['sightline-source'],
    alias: { sightline: new URL('./src/index.ts', import.meta.url).pathname },
  },
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    testTimeout: 20_000,
    // Hooks compile the command, which takes its time on a busy machine.
    hookTimeout: 60_000,
  },
});
