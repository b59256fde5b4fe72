import type { Metadata } from 'next'
import { TryPage } from '#components/chat/try-page.tsx'

export const metadata: Metadata = { title: 'Try it' }

export default async function Page({ params }: { params: Promise<{ botId: string }> }) {
  const { botId } = await params
  return <TryPage botId={botId} />
}
