import type { Outcome } from './run-jobs.ts'
import { slowestFiles } from './slowest-files.ts'
import { addReports } from './test-report.ts'

/** What is left to say when all is done: the slowest, the time, what failed and, as the very last line, how much. */
export function testSummary(outcomes: readonly Outcome[], minutes: number): string[] {
  const { passed, failed, failures, seconds } = addReports(outcomes)
  return [
    '',
    ...slowestFiles(seconds),
    '',
    `${minutes.toFixed(1)} minutes`,
    ...outcomes
      .filter(outcome => outcome.failed > 0)
      .map(outcome => `${outcome.name}: ${outcome.failed} failed, see above`),
    ...failures.map(failure => `  ${failure}`),
    `${passed} passed, ${failed} failed`,
  ]
}
