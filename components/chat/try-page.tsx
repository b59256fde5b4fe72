'use client'
import { useBot } from '#components/bots/bot-queries.ts'
import { useDocuments } from '#components/documents/document-queries.ts'
import { isReady } from '#lib/client/document-progress.ts'
import { TryEmpty } from './try-empty.tsx'
import { TryRoom } from './try-room.tsx'
import { TrySkeleton } from './try-skeleton.tsx'

/** Asking one's own guide before anybody else does. */
export function TryPage({ botId }: { botId: string }) {
  const opened = useBot(botId)
  const documents = useDocuments(botId)
  if (!opened.data || documents.isPending) return <TrySkeleton />
  if (documents.data && !documents.data.some(isReady)) {
    return <TryEmpty botId={botId} documents={documents.data} />
  }
  return <TryRoom key={botId} bot={opened.data.bot} />
}
