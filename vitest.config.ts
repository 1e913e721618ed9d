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
  },
});
