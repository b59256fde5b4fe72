import { type SearchTest, searchTestSchema } from '../core/retrieval/search-test-result.ts'
import { callApi } from './api.ts'
import { botPath } from './bots-api.ts'

/** What the guide would read before it answers this question. */
export function testSearch(botId: string, question: string, signal?: AbortSignal): Promise<SearchTest> {
  return callApi(searchTestSchema, `${botPath(botId)}/search-test`, {
    method: 'POST',
    body: { question },
    signal,
  })
}
