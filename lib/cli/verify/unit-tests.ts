/** The files that Vitest runs; those of amplify/ need tools of their own and are run by `npm run deploy:check`. */
export const UNIT_TESTS = ['{lib,components,app}/**/*.test.{ts,tsx}', '*.test.ts']
