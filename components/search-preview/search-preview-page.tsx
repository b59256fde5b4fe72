'use client'
import { useBot } from '#components/bots/bot-queries.ts'
import { useDocuments } from '#components/documents/document-queries.ts'
import { isReady } from '#lib/client/document-progress.ts'
import { SearchPreviewEmpty } from './search-preview-empty.tsx'
import { SearchPreviewRoom } from './search-preview-room.tsx'
import { SearchPreviewSkeleton } from './search-preview-skeleton.tsx'

/** What the guide would read before it answers a question, and why. */
export function SearchPreviewPage({ botId }: { botId: string }) {
  const opened = useBot(botId)
  const documents = useDocuments(botId)
  if (!opened.data || documents.isPending) return <SearchPreviewSkeleton />
  const list = documents.data ?? []
  if (documents.data && !list.some(isReady)) return <SearchPreviewEmpty botId={botId} documents={list} />
  return <SearchPreviewRoom bot={opened.data.bot} documents={list} />
}
