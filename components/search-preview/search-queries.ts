'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { previewSearch } from '#lib/client/search-preview-api.ts'
import type { BotView } from '#lib/core/contract/bots.ts'

/**
 * What is found for a question; null asks nothing. Searched again by itself when the documents have
 * changed. Until the next result is here the one before it stays, so that nothing jumps.
 */
export function useSearchPreview({ id, knowledgeVersion }: BotView, question: string | null) {
  return useQuery({
    queryKey: ['search-preview', id, question, knowledgeVersion],
    queryFn: ({ signal }) => previewSearch(id, question ?? '', signal),
    enabled: question !== null,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    // Each try is counted as a question: whoever looks on decides.
    retry: false,
    refetchOnWindowFocus: false,
  })
}
