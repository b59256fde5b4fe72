'use client'
import Link from 'next/link'
import { useConfig } from '#components/session/config-context.ts'
import type { BotView } from '#lib/core/contract/bots.ts'

/** That answers are quotes, where they are; nothing where the language model writes them. */
export function QuotesNote({ bot, said }: { bot: Pick<BotView, 'id' | 'answers'>; said: string }) {
  const { chatModel } = useConfig()
  if (chatModel !== null && bot.answers === 'written') return null
  return (
    <>
      {said}{' '}
      <Link href={`/bots/${bot.id}/settings#answers`} className="underline">
        How answers are made
      </Link>
    </>
  )
}
