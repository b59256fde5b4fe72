import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/** What came of some tests. */
export interface TestReport {
  passed: number
  failed: number
  /** `file > name` of each that failed, where a name is known. */
  failures: string[]
  /** How long each file took, by its path from the project's root. */
  seconds: Record<string, number>
}

/** One check that either holds or does not. */
export const countOne = (holds: boolean): TestReport => ({
  passed: holds ? 1 : 0,
  failed: holds ? 0 : 1,
  failures: [],
  seconds: {},
})

export const addReports = (reports: readonly TestReport[]): TestReport => ({
  passed: reports.reduce((sum, { passed }) => sum + passed, 0),
  failed: reports.reduce((sum, { failed }) => sum + failed, 0),
  failures: reports.flatMap(({ failures }) => failures),
  seconds: Object.assign({}, ...reports.map(({ seconds }) => seconds)),
})

/** Where vitest-reporter.ts writes: the environment variable that names the file. */
export const REPORT_FILE = 'DOCENT_TEST_REPORT'

const vitestSchema = z.object({
  passed: z.number(),
  failed: z.number(),
  failures: z.array(z.string()),
  seconds: z.record(z.string(), z.number()),
}) satisfies z.ZodType<TestReport>

/** What vitest-reporter.ts wrote. `ok`: whether Vitest itself ended well. */
export function readVitestReport(file: string, ok: boolean): TestReport {
  return atLeastOneFailure(read(file, vitestSchema) ?? NOTHING, ok)
}

const suiteSchema = z.object({
  specs: z.array(
    z.object({
      title: z.string(),
      file: z.string(),
      ok: z.boolean(),
      tests: z.array(z.object({ results: z.array(z.object({ duration: z.number() })) })),
    }),
  ),
  get suites() {
    return z.array(suiteSchema).optional()
  },
})
const playwrightSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  suites: z.array(suiteSchema),
})

/** What Playwright's JSON report says; a story that passed at the second try has passed. */
export function readStoriesReport(file: string, ok: boolean): TestReport {
  const found = read(file, playwrightSchema)
  if (!found) return atLeastOneFailure(NOTHING, ok)
  const { stats } = found
  const specs = found.suites.flatMap(specsOf)
  const seconds: Record<string, number> = {}
  for (const { file, tests } of specs) {
    const path = `e2e/${file}`
    for (const { results } of tests)
      for (const { duration } of results) seconds[path] = (seconds[path] ?? 0) + duration / 1_000
  }
  const failures = specs.filter(({ ok }) => !ok).map(({ file, title }) => `e2e/${file} > ${title}`)
  return atLeastOneFailure(
    { passed: stats.expected + stats.flaky, failed: stats.unexpected, failures, seconds },
    ok,
  )
}

function specsOf({ specs, suites = [] }: z.infer<typeof suiteSchema>): z.infer<typeof suiteSchema>['specs'] {
  return [...specs, ...suites.flatMap(specsOf)]
}

const NOTHING: TestReport = { passed: 0, failed: 0, failures: [], seconds: {} }

/** A runner that fell over, or found nothing, has no failed test to show, and has failed. */
function atLeastOneFailure(report: TestReport, ok: boolean): TestReport {
  const hidden = !ok || report.passed + report.failed === 0
  return { ...report, failed: hidden ? Math.max(report.failed, 1) : report.failed }
}

function read<T>(file: string, schema: z.ZodType<T>): T | undefined {
  return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}
