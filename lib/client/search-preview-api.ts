import type { SearchPreview } from '../core/chat/search-preview-result.ts'
import { routes } from '../core/contract/routes.ts'
import { callApi } from './api.ts'

/** What the guide would read before it answers this question. */
export function previewSearch(botId: string, question: string, signal?: AbortSignal): Promise<SearchPreview> {
  return callApi(routes.previewSearch, { params: { botId }, body: { question }, signal })
}
