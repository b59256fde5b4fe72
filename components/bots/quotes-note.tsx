'use client'
import Link from 'next/link'
import type { BotView } from '#lib/core/contract/bots.ts'
import { useAnswersAreQuotes } from './answers-card.tsx'

/** That answers are quotes, where they are; nothing where the language model writes them. */
export function QuotesNote({ bot, said }: { bot: Pick<BotView, 'id' | 'answers'>; said: string }) {
  if (!useAnswersAreQuotes(bot.answers)) return null
  return (
    <>
      {said}{' '}
      <Link href={`/bots/${bot.id}/settings#answers`} className="whitespace-nowrap underline">
        How answers are made
      </Link>
    </>
  )
}
