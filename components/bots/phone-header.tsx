import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import type { BotView } from '#lib/core/contract/bots.ts'
import { botState } from './bot-state.tsx'

export function PhoneHeader({ bot }: { bot: BotView | undefined }) {
  return (
    <header className="sticky top-(--strip) z-20 flex min-h-14 items-center gap-1 border-b border-line bg-wall pr-4 pl-1 md:hidden">
      <Link
        href="/bots"
        aria-label="All your guides"
        className="inline-flex size-11 items-center justify-center text-muted"
      >
        <ChevronLeft size={20} aria-hidden />
      </Link>
      <div className="min-w-0 flex-1 py-2 leading-tight">
        <bdi className="block truncate text-[14px] font-semibold">{bot?.name ?? '\u00a0'}</bdi>
        <span className="block text-tiny text-muted">{bot ? botState(bot) : '\u00a0'}</span>
      </div>
    </header>
  )
}
