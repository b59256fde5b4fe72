'use client'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { followTalk } from '#lib/client/follow-talk.ts'
import { spokenTurn } from '#lib/client/spoken-turn.ts'
import { isOpen, type Turn, UNKEPT } from '#lib/client/turn.ts'
import type { OpenSource, ShowSource } from './show-source.ts'
import { TurnView } from './turn-view.tsx'

interface ConversationProps {
  turns: readonly Turn[]
  busy: boolean
  /** Something of a turn is to be shown. */
  onShow: (turn: number, ...asked: Parameters<ShowSource>) => void
  onOpen: OpenSource
  onAgain: () => void
  children: ReactNode
}

export function Conversation({ turns, busy, onShow, onOpen, onAgain, children }: ConversationProps) {
  const log = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const talk = useRef<ReturnType<typeof followTalk> | null>(null)
  const last = turns.at(-1)

  useLayoutEffect(() => {
    const following = followTalk({
      area: log.current!,
      content: content.current!,
      lastTurn: () => content.current!.querySelector('article:last-of-type'),
    })
    talk.current = following
    return following.stop
  }, [])
  useLayoutEffect(() => {
    if (busy) talk.current!.follow()
  }, [busy])

  return (
    <section
      ref={log}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard has to be able to scroll it
      tabIndex={0}
      aria-label="Conversation"
      // `relative`: what is hidden from the eye would else stand below and make the page itself scroll.
      className="relative -mx-2 min-h-0 flex-1 [overflow-anchor:none] overflow-y-auto overscroll-contain px-2 pt-2 pb-6"
    >
      <div ref={content}>
        {children}
        <div className="wraps grid grid-cols-1 gap-7">
          {turns.map(turn => (
            <TurnView
              key={turn.id}
              turn={turn}
              onShow={(...asked) => onShow(turn.id, ...asked)}
              onOpen={onOpen}
              onAgain={turn === last && !busy ? onAgain : null}
            />
          ))}
        </div>
      </div>
      <p role="status" className="sr-only">
        {last && !isOpen(last) && spokenEnd(last)}
      </p>
    </section>
  )
}

function spokenEnd(turn: Turn): string {
  return [turn.unkept && UNKEPT, turn.problem?.message, spokenTurn(turn)].filter(Boolean).join(' ')
}
