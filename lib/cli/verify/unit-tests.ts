/** The files that Vitest runs; those of amplify/ need tools of their own and are run by `npm run deploy:check`. */
export const UNIT_TESTS = ['{lib,components,app}/**/*.test.{ts,tsx}', '*.test.ts']
/** Of those, what starts a browser: a section of its own (`vitest.browser.config.ts`), so that a unit test is quick everywhere. */
export const BROWSER_TESTS = ['components/**/*.browser.test.ts']
