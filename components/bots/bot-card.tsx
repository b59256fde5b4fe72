import Link from 'next/link'
import { countsInWords } from '#lib/client/document-counts.ts'
import type { BotView, DocumentCounts } from '#lib/core/contract/bots.ts'
import { BotBadge } from './bot-badge.tsx'
import { BotState } from './bot-state.tsx'

export function BotCard({ bot, documents }: { bot: BotView; documents: DocumentCounts }) {
  return (
    <article className="card relative grid content-start gap-4 p-5 transition-colors hover:border-control">
      <div className="flex items-start gap-3">
        <BotBadge name={bot.name} accent={bot.accent} />
        <div className="min-w-0 flex-1">
          <h2 className="subtitle truncate" dir="auto">
            <Link href={`/bots/${bot.id}`} className="after:absolute after:inset-0 after:rounded-card">
              {bot.name}
            </Link>
          </h2>
          <BotState bot={bot} />
        </div>
      </div>
      <p className="line-clamp-2 min-h-[2lh] text-small text-muted" dir="auto">
        {bot.purpose || 'Nothing written yet about what it is for.'}
      </p>
      <p className="border-t border-line pt-3 text-small text-muted tabular-nums">
        {countsInWords(documents)}
      </p>
    </article>
  )
}
