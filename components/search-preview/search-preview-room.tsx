'use client'
import { useState } from 'react'
import { QuestionChips } from '#components/chat/question-chips.tsx'
import { DocumentTextDialog, type TextTarget } from '#components/documents/document-text-dialog.tsx'
import { FailurePanel } from '#components/ui/failure-panel.tsx'
import { describeProblem } from '#lib/client/api-problem.ts'
import { placeOfFound } from '#lib/client/document-place.ts'
import type { BotView } from '#lib/core/contract/bots.ts'
import type { DocumentView } from '#lib/core/contract/documents.ts'
import { DocumentNotices } from './document-notices.tsx'
import { ResultsSkeleton } from './results-skeleton.tsx'
import { SearchBeginning } from './search-beginning.tsx'
import { SearchBox } from './search-box.tsx'
import { SearchPreviewHeading } from './search-preview-heading.tsx'
import { useSearchPreview } from './search-queries.ts'
import { SearchResults } from './search-results.tsx'
import { useAskedQuestion } from './use-asked-question.ts'

interface SearchPreviewRoomProps {
  bot: BotView
  documents: readonly DocumentView[]
}

export function SearchPreviewRoom({ bot, documents }: SearchPreviewRoomProps) {
  const { question, typed, askFor } = useAskedQuestion()
  const search = useSearchPreview(bot, question)
  const [text, setText] = useState<TextTarget | null>(null)

  function searchFor(next: string) {
    // The same once more: after a failure, or to see how long it takes this time.
    if (next === question) void search.refetch()
    else askFor(next)
  }

  return (
    <div className="grid w-full max-w-5xl grid-cols-1 content-start gap-6 px-5 py-6 sm:px-8 md:py-5">
      <SearchPreviewHeading />
      <div className="grid gap-3">
        <SearchBox asked={typed} busy={search.isFetching} onSearch={searchFor} />
        {/* On a phone the passages have the room, once there are any. */}
        <div className={question === null ? 'empty:hidden' : 'hidden empty:hidden sm:not-empty:block'}>
          <QuestionChips questions={bot.suggestedQuestions} current={question} onAsk={searchFor} />
        </div>
      </div>
      <DocumentNotices botId={bot.id} documents={documents} />
      {question === null ? (
        <SearchBeginning />
      ) : search.isError ? (
        <FailurePanel
          {...describeProblem(search.error)}
          onRetry={() => search.refetch()}
          busy={search.isFetching}
        />
      ) : search.data ? (
        <SearchResults
          botId={bot.id}
          result={search.data}
          stale={search.isPlaceholderData}
          onOpen={passage =>
            setText({
              documentId: passage.documentId,
              name: passage.documentName,
              place: placeOfFound(passage),
            })
          }
        />
      ) : (
        <ResultsSkeleton />
      )}
      <DocumentTextDialog botId={bot.id} target={text} onClose={() => setText(null)} />
    </div>
  )
}
