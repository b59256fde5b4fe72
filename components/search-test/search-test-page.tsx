'use client'
import { useBot } from '#components/bots/bot-queries.ts'
import { useDocuments } from '#components/documents/document-queries.ts'
import { isReady } from '#lib/client/document-progress.ts'
import { SearchTestEmpty } from './search-test-empty.tsx'
import { SearchTestRoom } from './search-test-room.tsx'
import { SearchTestSkeleton } from './search-test-skeleton.tsx'

/** What the guide would read before it answers a question, and why. */
export function SearchTestPage({ botId }: { botId: string }) {
  const opened = useBot(botId)
  const documents = useDocuments(botId)
  if (!opened.data || documents.isPending) return <SearchTestSkeleton />
  const list = documents.data ?? []
  if (documents.data && !list.some(isReady)) return <SearchTestEmpty botId={botId} documents={list} />
  return <SearchTestRoom bot={opened.data.bot} documents={list} />
}
