import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { manifestSchema } from '../build/deployment-specification.ts'
import { manifestOf } from '../build/hosting-bundle.ts'
import { CUSTOM_HEADERS_FILE, staticHeaderComplaints } from '../build/static-headers.ts'
import { PROJECT_ROOT } from '../project-root.ts'
import { type Run, run } from '../run.ts'
import { ticking } from '../ticking.ts'
import { inAmplify } from './amplify-tools.ts'
import { runVitest } from './run-vitest.ts'
import { addReports, countOne, type TestReport } from './test-report.ts'

/**
 * `npm run deploy:check`: whether amplify/ would deploy, as far as that can be told without an account. Its
 * tools are installed on first use, then its types are checked by the compiler that `ampx` brings, then
 * every place is synthesized and examined.
 */
export async function deployCheck(run: Run, during: During): Promise<TestReport> {
  if (!(await run(join(import.meta.dirname, 'amplify-tools.ts')))) return countOne(false)
  const complaints = bundleComplaints()
  for (const complaint of complaints) console.error(`The hosting bundle: ${complaint}`)
  const types = await during('Checking the types of amplify/', () =>
    run(inAmplify('typescript/bin/tsc'), ['-p', 'amplify']),
  )
  const tests = await during('Synthesizing three places, then examining them', () =>
    runVitest(run, 'deploy-check', ['--config=amplify/vitest.config.ts']),
  )
  return addReports([countOne(complaints.length === 0), countOne(types), tests])
}

/** What can be told without a build: the manifest, and the headers of files on its static routes. */
function bundleComplaints(): string[] {
  const manifest = manifestSchema.safeParse(manifestOf(PROJECT_ROOT))
  if (!manifest.success) return [manifest.error.message]
  const paths = manifest.data.routes
    .filter(({ target }) => target.kind === 'Static')
    .map(({ path }) => path.replace(/\*$/, 'folder/file.js'))
  return staticHeaderComplaints(readFileSync(join(PROJECT_ROOT, CUSTOM_HEADERS_FILE), 'utf8'), paths)
}

/** Says what is being done, or not. */
type During = <T>(what: string, work: () => Promise<T>) => Promise<T>

if (import.meta.main) {
  const { passed, failed } = await deployCheck(run, (what, work) => ticking(what, console.log, work))
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}
