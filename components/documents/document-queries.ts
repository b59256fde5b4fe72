'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { botKey, botsKey } from '#components/bots/bot-queries.ts'
import { isReady, isWorking } from '#lib/client/document-progress.ts'
import { listDocuments, readDocumentText } from '#lib/client/documents-api.ts'

/** How often the list is asked for while a document is being read. */
const POLL_MS = 1_000
/** And while nothing happens here: another tab, or another computer, may add and delete. Not while out of sight. */
const LOOK_AGAIN_MS = 5_000

export const documentsKey = (botId: string) => ['documents', botId]

/** The guide's documents, newest first, kept as they are wherever they were changed. */
export function useDocuments(botId: string) {
  const queries = useQueryClient()
  const documents = useQuery({
    queryKey: documentsKey(botId),
    queryFn: ({ signal }) => listDocuments(botId, signal),
    refetchInterval: query => (query.state.data?.some(isUnderWay) ? POLL_MS : LOOK_AGAIN_MS),
    // Whoever comes back to the page sees what happened meanwhile, at once.
    staleTime: 0,
  })
  // The counts in the rail and on the cards follow what the list tells.
  const counted = documents.data?.map(document => `${document.id} ${isReady(document)}`).join()
  useEffect(() => {
    if (counted === undefined) return
    void queries.invalidateQueries({ queryKey: botKey(botId) })
    void queries.invalidateQueries({ queryKey: botsKey })
  }, [counted, botId, queries])
  return documents
}

/** What a document says; it never changes under one id. */
export function useDocumentText(botId: string, documentId: string | null) {
  return useQuery({
    queryKey: ['text', botId, documentId],
    queryFn: ({ signal }) => readDocumentText(botId, documentId ?? '', signal),
    enabled: documentId !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

function isUnderWay(document: Parameters<typeof isWorking>[0]): boolean {
  return isWorking(document) || document.status === 'deleting'
}
