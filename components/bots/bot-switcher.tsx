'use client'
import { ChevronsUpDown, LayoutGrid } from 'lucide-react'
import Link from 'next/link'
import { Menu } from '#components/ui/menu.tsx'
import { menuItemClass } from '#components/ui/menu-item-class.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { BotView } from '#lib/core/contract/bots.ts'
import { useBots } from './bot-queries.ts'
import { botState } from './bot-state.tsx'

/** More would make the list longer than a small screen; the rest is under "All your guides". */
const SHOWN = 6

/** The guide at hand, and the way to the others. */
export function BotSwitcher({ botId, bot }: { botId: string; bot: BotView | undefined }) {
  const bots = useBots()
  const others = (bots.data ?? []).filter(({ bot }) => bot.id !== botId).slice(0, SHOWN)
  if (!bot) {
    return (
      <div className="card grid gap-2 rounded-card p-3" role="status" aria-label="Loading">
        <Skeleton className="h-4 w-3/4" />
        <Skeleton className="h-3 w-1/2" />
      </div>
    )
  }
  return (
    <Menu
      label="Choose another guide"
      buttonClass="card flex w-full items-center gap-2 px-3 py-2.5 text-left transition-colors hover:border-control"
      button={
        <>
          <span className="min-w-0 flex-1">
            <bdi className="block truncate text-[14px] font-semibold">{bot.name}</bdi>
            <span className="block text-tiny text-muted">{botState(bot)}</span>
          </span>
          <ChevronsUpDown size={16} aria-hidden className="shrink-0 text-muted" />
        </>
      }
    >
      {others.map(({ bot }) => (
        <Link key={bot.id} href={`/bots/${bot.id}`} className={`${menuItemClass} max-w-64`}>
          <bdi className="truncate">{bot.name}</bdi>
        </Link>
      ))}
      <Link href="/bots" className={menuItemClass}>
        <LayoutGrid size={18} aria-hidden />
        All your guides
      </Link>
    </Menu>
  )
}
