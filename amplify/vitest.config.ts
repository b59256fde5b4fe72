import { defineConfig } from 'vitest/config'

/** Apart from the rest: these tests need what only amplify/package.json installs. Run by `npm run deploy:check`. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ['**/*.test.ts'],
    environment: 'node',
    pool: 'forks',
    globalSetup: './testing/synthesize-all.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
