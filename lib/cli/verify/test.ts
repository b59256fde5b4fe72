import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { BuildFailed, ensureBuilt } from '../build/production-build.ts'
import { PROJECT_ROOT } from '../project-root.ts'
import { run } from '../run.ts'
import { bin, checkStyle, checkTypes } from './check-types.ts'
import { deployCheck } from './deploy-check.ts'
import { findChromium } from './find-chromium.ts'
import { type Counts, countOne, countPlaywright, countVitest } from './test-counts.ts'

/**
 * `npm test`: everything there is to check, in the order of what fails fastest; a failure stops nothing
 * that can still tell something. The last line is `N passed, N failed`.
 */
const reports = join(PROJECT_ROOT, 'test-results')
const total: Counts = { passed: 0, failed: 0 }
const failures: string[] = []
const began = performance.now()

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports)

await section('Chromium', async () => {
  // Both kinds of tests find it there.
  process.env.DOCENT_CHROMIUM = findChromium()
  console.log(process.env.DOCENT_CHROMIUM)
  return { passed: 0, failed: 0 }
})
await section('Types', async () => countOne(await checkTypes()))
await section('Lint and format', async () => countOne(await checkStyle()))
await section('Unit, contract and architecture tests', runVitest)
await section('The cloud, as templates', deployCheck)
const built = await section('Production build', build)
await section('Stories in Chromium', built.failed === 0 ? runStories : skipStories)

console.log(`\n${((performance.now() - began) / 60_000).toFixed(1)} minutes`)
for (const failure of failures) console.log(failure)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1

async function section(name: string, work: () => Promise<Counts>): Promise<Counts> {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`)
  const start = performance.now()
  let counts: Counts
  try {
    counts = await work()
  } catch (error) {
    console.error(error instanceof BuildFailed ? error.output : error)
    counts = { passed: 0, failed: 1 }
  }
  total.passed += counts.passed
  total.failed += counts.failed
  if (counts.failed) failures.push(`${name}: ${counts.failed} failed, see above`)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`${name}: ${counts.failed === 0 ? 'ok' : `${counts.failed} FAILED`} (${seconds} s)`)
  return counts
}

async function runVitest(): Promise<Counts> {
  const report = join(reports, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return countVitest(report, await run(bin('vitest/vitest.mjs'), ['run', ...reporters]))
}

async function build(): Promise<Counts> {
  await ensureBuilt(PROJECT_ROOT, console.log)
  return countOne(true)
}

async function runStories(): Promise<Counts> {
  const report = join(reports, 'stories.json')
  process.env.PLAYWRIGHT_JSON_OUTPUT_NAME = report
  const ok = await run(bin('@playwright/test/cli.js'), ['test', '--reporter=list,json'])
  return countPlaywright(report, ok)
}

async function skipStories(): Promise<Counts> {
  console.log('Not run: they need the production build.')
  return countOne(false)
}
