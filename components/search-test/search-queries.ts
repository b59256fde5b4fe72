'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { testSearch } from '#lib/client/search-test-api.ts'
import type { Bot } from '#lib/core/bots/bot.ts'

/**
 * What is found for a question; null asks nothing. Searched again by itself when the documents have
 * changed. Until the next result is here the one before it stays, so that nothing jumps.
 */
export function useSearchTest({ id, knowledgeVersion }: Bot, question: string | null) {
  return useQuery({
    queryKey: ['search-test', id, question, knowledgeVersion],
    queryFn: ({ signal }) => testSearch(id, question ?? '', signal),
    enabled: question !== null,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    // Each try is counted as a question: whoever looks on decides.
    retry: false,
    refetchOnWindowFocus: false,
  })
}
