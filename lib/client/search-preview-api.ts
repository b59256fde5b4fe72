import { type SearchPreview, searchPreviewSchema } from '../core/chat/search-preview-result.ts'
import { callApi } from './api.ts'
import { botPath } from './bots-api.ts'

/** What the guide would read before it answers this question. */
export function previewSearch(botId: string, question: string, signal?: AbortSignal): Promise<SearchPreview> {
  return callApi(searchPreviewSchema, `${botPath(botId)}/search-preview`, {
    method: 'POST',
    body: { question },
    signal,
  })
}
