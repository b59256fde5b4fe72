import { type SweepDeps, sweep } from '#lib/core/ingestion/sweep.ts'
import { logError } from '../log.ts'
import type { Metrics } from '../metrics.ts'

/**
 * One sweep; what failed in it is logged, and that it ran is a figure: its silence raises an alarm. So does each
 * document that it gave up. A sweep that throws did not run.
 */
export async function sweepAndTell(
  deps: SweepDeps & { metrics: Metrics },
): Promise<{ taken: number; failed: number }> {
  let failed = 0
  const { taken, givenUp } = await sweep(deps, (id, error) => {
    failed++
    logError('sweep', error, { id })
  })
  deps.metrics.put({ SweepRuns: 1, DocumentsGivenUp: givenUp })
  return { taken, failed }
}
