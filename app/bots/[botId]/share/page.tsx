import type { Metadata } from 'next'
import { SharePage } from '#components/bots/share-page.tsx'

export const metadata: Metadata = { title: 'Share' }

export default async function Page({ params }: { params: Promise<{ botId: string }> }) {
  const { botId } = await params
  return <SharePage botId={botId} />
}
