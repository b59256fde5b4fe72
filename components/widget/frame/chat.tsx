/** @jsxImportSource preact */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Conversation } from '../../../lib/client/conversation.ts'
import { spokenTurn } from '../../../lib/client/spoken-turn.ts'
import { type Turn, UNKEPT } from '../../../lib/client/turn.ts'
import type { Source } from '../../../lib/core/chat/answer-event.ts'
import type { FrameConfig } from '../../../lib/core/contract/frame-config.ts'
import { Composer } from './composer.tsx'
import { openLayer } from './frame-layers.ts'
import type { Host } from './host.ts'
import { Icon } from './icon.tsx'
import { PassageDialog } from './passage.tsx'
import { TurnView } from './turn.tsx'
import { useConversation } from './use-conversation.ts'
import { useLatest } from './use-latest.ts'

/** More would push the answer out of sight. */
const MAX_FURTHER = 2

export function Chat(props: {
  config: FrameConfig
  host: Host | null
  conversation: Conversation
  onClose: () => void
  onCitation: (detail: { document: string; page: number | null }) => void
}) {
  const { config, host, conversation, onClose, onCitation } = props
  const { bot, maxQuestion } = config
  const { turns, restoring, busy } = useConversation(conversation)
  const [passage, setPassage] = useState<{ source: Source; sentences: readonly string[] } | null>(null)
  const { log, content, away, jump } = useLatest(busy)
  const last = turns.at(-1)

  useEffect(() => {
    if (!host?.floating) return
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && !event.isComposing && onClose()
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [host?.floating, onClose])

  const fillsScreen = host?.floating && host.sheet
  useEffect(() => (fillsScreen ? openLayer(onClose) : undefined), [fillsScreen, onClose])

  const ask = (question: string) => void conversation.ask(question)
  const asked = new Set(turns.map(turn => turn.question))
  const suggestions =
    busy || restoring || last?.status === 'failed'
      ? []
      : bot.suggestedQuestions.filter(one => !asked.has(one))
  const shown = turns.length > 0 ? suggestions.slice(0, MAX_FURTHER) : suggestions

  return (
    <>
      <header class="top">
        <span class="disc" aria-hidden="true">
          {[...bot.name][0]?.toLocaleUpperCase()}
        </span>
        <div class="who">
          <h1>{bot.name}</h1>
          <p>Answers from our own documents</p>
        </div>
        {turns.length > 0 && (
          <button
            type="button"
            class="icon"
            aria-label="New conversation"
            title="New conversation"
            onClick={() => {
              conversation.reset()
              document.querySelector('textarea')?.focus()
            }}
          >
            <Icon name="fresh" />
          </button>
        )}
        {fillsScreen && (
          <button type="button" class="icon" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        )}
      </header>

      {/* Nothing is announced from here: an answer would be read out word by word. See Announcer. */}
      <div
        class="log"
        role="log"
        aria-live="off"
        aria-label="Conversation"
        aria-busy={busy}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        ref={log}
      >
        <div ref={content}>
          {bot.greeting && <p class="greeting">{bot.greeting}</p>}
          {restoring && (
            <div class="skeleton" role="img" aria-label="Reading your conversation">
              <i />
              <i />
              <i />
            </div>
          )}
          {turns.map(turn => (
            <TurnView
              key={turn.id}
              turn={turn}
              last={turn === last}
              onRetry={() => void conversation.retry()}
              open={(source, sentences) => {
                setPassage({ source, sentences })
                onCitation({ document: source.documentName, page: pageOf(source) })
              }}
            />
          ))}
          {shown.length > 0 && (
            <ul class="suggestions" aria-label="Suggested questions">
              {shown.map(question => (
                <li key={question}>
                  <button type="button" onClick={() => ask(question)}>
                    {question}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>

      <div class="bottom">
        {away && (
          <button type="button" class="jump" aria-label="Jump to the latest" onClick={jump}>
            <Icon name="down" />
          </button>
        )}
        <Composer max={maxQuestion} busy={busy} onAsk={ask} onStop={conversation.stop} />
      </div>

      {passage && <PassageDialog {...passage} onClose={() => setPassage(null)} />}
      <Announcer turn={last} />
    </>
  )
}

/** What the page around the chat is told; other kinds of places mean nothing to it. */
function pageOf({ place: { locator } }: Source): number | null {
  return locator?.kind === 'page' ? locator.page : null
}

/** Reads a finished answer out, once. */
function Announcer({ turn }: { turn: Turn | undefined }) {
  const [said, setSaid] = useState('')
  const seen = useRef<string>('')
  useLayoutEffect(() => {
    const now = turn ? `${turn.id} ${turn.status}` : ''
    if (now === seen.current) return
    seen.current = now
    if (!turn || turn.restored || turn.status === 'writing') return
    if (turn.status === 'waiting') return setSaid('Looking in the documents')
    const ending = turn.problem
      ? `${turn.problem.message} ${turn.problem.nextStep}`
      : turn.status === 'stopped'
        ? 'Stopped'
        : turn.summary?.answered === false
          ? 'Not found in our documents'
          : ''
    setSaid([spokenTurn(turn), turn.unkept && UNKEPT, ending].filter(Boolean).join(' '))
  })
  return (
    <p class="unseen" role="status">
      {said}
    </p>
  )
}
