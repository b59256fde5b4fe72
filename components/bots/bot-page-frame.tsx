'use client'
import type { ReactNode } from 'react'
import { PageHeading } from '#components/ui/page-heading.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { OpenedBot } from '#lib/core/contract/bots.ts'
import { useBot } from './bot-queries.ts'

interface BotPageFrameProps {
  botId: string
  title: string
  about: string
  children: (opened: OpenedBot) => ReactNode
}

/** A page of settings: its heading at once, the rest when the guide is here. */
export function BotPageFrame({ botId, title, about, children }: BotPageFrameProps) {
  const opened = useBot(botId)
  return (
    <div className="grid w-full max-w-4xl content-start gap-6 px-5 py-6 sm:px-8 md:py-5">
      <PageHeading title={title}>{about}</PageHeading>
      {opened.data ? (
        children(opened.data)
      ) : (
        <div role="status" aria-label="Loading" className="grid gap-6">
          <Skeleton className="h-56 w-full rounded-card" />
          <Skeleton className="h-40 w-full rounded-card" />
        </div>
      )}
    </div>
  )
}
