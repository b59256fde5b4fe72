import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'
import { SlowestFirst } from './lib/cli/verify/slowest-first.ts'
import { BROWSER_TESTS, UNIT_TESTS } from './lib/cli/verify/unit-tests.ts'

export default defineConfig({
  test: {
    include: UNIT_TESTS,
    exclude: [...configDefaults.exclude, ...BROWSER_TESTS],
    environment: 'node',
    pool: 'forks',
    // Many wait for a server or a kill: two at a time keep even two cores busy.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: SlowestFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
