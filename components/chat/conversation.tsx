'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { spokenTurn } from '#lib/client/spoken-turn.ts'
import { isOpen, type Turn } from '#lib/client/turn.ts'
import { TurnView } from './turn-view.tsx'

/** So near to the end (in px) a reader follows what arrives; further up they are reading. */
const FOLLOWS_WITHIN = 80

interface ConversationProps {
  turns: readonly Turn[]
  busy: boolean
  /** A number was pressed (`n`), or all sources were asked for (null). */
  onCite: (turn: number, n: number | null) => void
  onAgain: () => void
  children: ReactNode
}

export function Conversation({ turns, busy, onCite, onAgain, children }: ConversationProps) {
  const log = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const last = turns.at(-1)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question is always followed
  useEffect(() => {
    follows.current = true
  }, [last?.id])

  // biome-ignore lint/correctness/useExhaustiveDependencies: what has arrived makes the log longer
  useEffect(() => {
    const element = log.current
    if (element && follows.current) element.scrollTop = element.scrollHeight
  }, [last])

  return (
    <section
      ref={log}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard has to be able to scroll it
      tabIndex={0}
      aria-label="Conversation"
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        follows.current = scrollHeight - scrollTop - clientHeight < FOLLOWS_WITHIN
      }}
      className="-mx-2 min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pt-2 pb-6"
    >
      {children}
      <div className="wraps grid grid-cols-1 gap-7">
        {turns.map(turn => (
          <TurnView
            key={turn.id}
            turn={turn}
            onCite={n => onCite(turn.id, n)}
            onAgain={turn === last && !busy ? onAgain : null}
          />
        ))}
      </div>
      <p role="status" className="sr-only">
        {last && !isOpen(last) && (last.problem ? `${last.problem.message} ` : '') + spokenTurn(last)}
      </p>
    </section>
  )
}
