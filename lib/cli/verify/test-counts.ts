import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

export interface Counts {
  passed: number
  failed: number
}

/** One check that either holds or does not. */
export const countOne = (holds: boolean): Counts => ({ passed: holds ? 1 : 0, failed: holds ? 0 : 1 })

const vitestSchema = z.object({ numPassedTests: z.number(), numFailedTests: z.number() })
const playwrightSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
})

/** What Vitest's JSON report says. `ok`: whether Vitest itself ended well. */
export function countVitest(report: string, ok: boolean): Counts {
  const read = readReport(report, vitestSchema)
  return atLeastOneFailure({ passed: read?.numPassedTests ?? 0, failed: read?.numFailedTests ?? 0 }, ok)
}

/** What Playwright's JSON report says. */
export function countPlaywright(report: string, ok: boolean): Counts {
  const stats = readReport(report, playwrightSchema)?.stats
  const passed = (stats?.expected ?? 0) + (stats?.flaky ?? 0)
  return atLeastOneFailure({ passed, failed: stats?.unexpected ?? 0 }, ok)
}

/** A runner that fell over, or found nothing, has no failed test to show, and has failed. */
function atLeastOneFailure({ passed, failed }: Counts, ok: boolean): Counts {
  const hidden = !ok || passed + failed === 0
  return { passed, failed: hidden ? Math.max(failed, 1) : failed }
}

function readReport<T>(file: string, schema: z.ZodType<T>): T | undefined {
  return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}
