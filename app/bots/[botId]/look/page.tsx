import type { Metadata } from 'next'
import { LookPage } from '#components/bots/look-page.tsx'

export const metadata: Metadata = { title: 'Look' }

export default async function Page({ params }: { params: Promise<{ botId: string }> }) {
  const { botId } = await params
  return <LookPage botId={botId} />
}
