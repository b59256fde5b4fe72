'use client'
import { useState } from 'react'
import { PublishButton } from '#components/bots/publish-button.tsx'
import { QuotesNote } from '#components/bots/quotes-note.tsx'
import { DocumentTextDialog, type TextTarget } from '#components/documents/document-text-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { useMedia } from '#components/ui/use-media.ts'
import { placeOfSource } from '#lib/client/document-place.ts'
import type { Source } from '#lib/core/chat/answer-event.ts'
import type { BotView } from '#lib/core/contract/bots.ts'
import { AskBox } from './ask-box.tsx'
import { Beginning } from './beginning.tsx'
import { Conversation } from './conversation.tsx'
import type { ShowSource } from './show-source.ts'
import { type LitSource, SourcesPanel } from './sources-panel.tsx'
import { TurnSkeleton } from './turn-skeleton.tsx'
import { useConversation } from './use-conversation.ts'

/** From here on the sources have room beside the conversation. Tailwind's `xl`. */
const WIDE = '(min-width: 80rem)'

/** The conversation on the left; on the right, or on a phone in a sheet, where it comes from. */
export function TryRoom({ bot }: { bot: BotView }) {
  const { turns, busy, restoring, conversation } = useConversation(bot.id)
  const [lit, setLit] = useState<(LitSource & { turn: number }) | null>(null)
  const [sheet, setSheet] = useState(false)
  const [text, setText] = useState<TextTarget | null>(null)
  const wide = useMedia(WIDE, true)
  const shown = turns.find(({ id }) => id === lit?.turn) ?? turns.at(-1)

  /** A new answer, and so its places: none of an earlier one stays lit. */
  function ask(question: string) {
    setLit(null)
    void conversation.ask(question)
  }

  function light(turn: number, ...[source, lines]: Parameters<ShowSource>) {
    setLit({ turn, source, lines })
    if (!wide) setSheet(true)
  }

  function openSource(source: Source, sentences: readonly string[]) {
    setSheet(false)
    const { documentId, documentName } = source
    setText({ documentId, name: documentName, place: placeOfSource(source, sentences) })
  }

  const sources = (
    <SourcesPanel turn={shown} lit={lit && lit.turn === shown?.id ? lit : null} onOpen={openSource} />
  )
  return (
    <div className="grid h-[calc(100dvh-var(--strip)-57px-4rem-env(safe-area-inset-bottom))] min-h-0 md:h-[calc(100dvh-var(--strip))] xl:grid-cols-[minmax(0,1fr)_376px]">
      <div className="mx-auto flex min-h-0 w-full max-w-[720px] flex-col px-5 sm:px-8">
        <header className="flex flex-wrap items-center justify-between gap-2 pt-4 pb-3 md:pt-5">
          <h1 className="title">Try it</h1>
          <div className="flex flex-wrap gap-2">
            {turns.length > 0 && <Button onClick={conversation.reset}>New conversation</Button>}
            <PublishButton bot={bot} />
          </div>
        </header>
        <Conversation
          turns={turns}
          onShow={light}
          onOpen={openSource}
          onAgain={conversation.retry}
          busy={busy}
        >
          {restoring && <TurnSkeleton />}
          {!restoring && turns.length === 0 && <Beginning bot={bot} onAsk={ask} />}
        </Conversation>
        <AskBox busy={busy} onAsk={ask} onStop={conversation.stop} />
        <p className="min-h-6 pt-1.5 pb-2 text-center text-tiny text-muted md:pb-3">
          <QuotesNote bot={bot} said="Answers are quotes from your documents." />
        </p>
      </div>
      {wide ? (
        <aside
          aria-labelledby="sources-title"
          className="min-h-0 overflow-y-auto border-l border-line px-5.5 py-5"
        >
          <h2 id="sources-title" className="subtitle mb-3.5">
            Where this comes from
          </h2>
          {sources}
        </aside>
      ) : (
        <Dialog open={sheet} onClose={() => setSheet(false)} title="Where this comes from" shape="sheet">
          {sources}
        </Dialog>
      )}
      <DocumentTextDialog botId={bot.id} target={text} onClose={() => setText(null)} />
    </div>
  )
}
