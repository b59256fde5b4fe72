import { Globe, Lock } from 'lucide-react'
import type { BotView } from '#lib/core/contract/bots.ts'

/** `Published · 3 sites`, or `Only you can see it`. */
export function botState({ published, allowedSites }: Pick<BotView, 'published' | 'allowedSites'>): string {
  if (!published) return 'Only you can see it'
  if (allowedSites.length === 0) return 'Published · no sites yet'
  return `Published · ${allowedSites.length} ${allowedSites.length === 1 ? 'site' : 'sites'}`
}

export function BotState({ bot }: { bot: Pick<BotView, 'published' | 'allowedSites'> }) {
  const Icon = bot.published ? Globe : Lock
  return (
    <span
      className={`inline-flex items-center gap-1.5 text-tiny ${bot.published ? 'text-ok' : 'text-muted'}`}
    >
      <Icon size={14} aria-hidden />
      {botState(bot)}
    </span>
  )
}
