import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{lib,components,app}/**/*.test.{ts,tsx}', '*.test.ts'],
    environment: 'node',
    pool: 'forks',
    // Many wait for a server or a kill: two at a time keep even two cores busy.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
