import type { Metadata } from 'next'
import { SettingsPage } from '#components/bots/settings-page.tsx'

export const metadata: Metadata = { title: 'Settings' }

export default async function Page({ params }: { params: Promise<{ botId: string }> }) {
  const { botId } = await params
  return <SettingsPage botId={botId} />
}
