import type { ReactNode } from 'react'
import { BotShell } from '#components/bots/bot-shell.tsx'

interface LayoutProps {
  params: Promise<{ botId: string }>
  children: ReactNode
}

export default async function Layout({ params, children }: LayoutProps) {
  const { botId } = await params
  return <BotShell botId={botId}>{children}</BotShell>
}
