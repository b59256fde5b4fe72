import { configDefaults, mergeConfig } from 'vitest/config'
import { findChromium } from './lib/cli/verify/find-chromium.ts'
import { BROWSER_TESTS } from './lib/cli/verify/unit-tests.ts'
import unitTests from './vitest.config.ts'

/** The widget on pages of other sites, in Chromium: `npx vitest run --config vitest.browser.config.ts`. */
const config = mergeConfig(unitTests, { test: { env: { DOCENT_CHROMIUM: findChromium() } } })
config.test.include = BROWSER_TESTS
config.test.exclude = configDefaults.exclude
export default config
