import type { QuestionUsage } from '../usage/question-cost.ts'
import { Meter } from './meter.ts'
import { previewSearch, type SearchPreviewDeps } from './search-preview.ts'
import type { SearchPreview } from './search-preview-result.ts'
import { authorizeAndReserve, type GateDeps, type Visit } from './serve-question.ts'

export interface ServeSearchPreviewDeps extends Omit<SearchPreviewDeps, 'meter'>, GateDeps {
  /** Millionths of a US dollar. */
  costOf: (usage: QuestionUsage) => number
}

/**
 * What the guide would read before it answers. A search spends like the first half of an answer: it is
 * counted, limited and paid like a question.
 */
export async function serveSearchPreview(
  deps: ServeSearchPreviewDeps,
  visit: Visit,
  question: string,
  signal: AbortSignal,
): Promise<SearchPreview> {
  const { bot, reservation } = await authorizeAndReserve(deps, visit)
  const meter = new Meter(deps.clock(), deps.clock)
  try {
    return await previewSearch({ ...deps, meter }, bot, question, signal)
  } finally {
    // A failure here is ours to know: what was found is found.
    await reservation.settle(deps.costOf(meter.usage), { searchTests: 1 }).catch(deps.onError)
  }
}
