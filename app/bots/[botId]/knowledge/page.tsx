import type { Metadata } from 'next'
import { KnowledgePage } from '#components/documents/knowledge-page.tsx'

export const metadata: Metadata = { title: 'Knowledge' }

export default async function Page({ params }: { params: Promise<{ botId: string }> }) {
  const { botId } = await params
  return <KnowledgePage botId={botId} />
}
