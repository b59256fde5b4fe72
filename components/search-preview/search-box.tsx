'use client'
import { Search } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { QuestionLength } from '#components/chat/question-length.tsx'
import { Button } from '#components/ui/button.tsx'
import { MAX_QUESTION } from '#lib/core/chat/message.ts'

interface SearchBoxProps {
  /** The question in the address. */
  asked: string | null
  busy: boolean
  onSearch: (question: string) => void
}

/** Keeps what was typed: the next question is often the same one in other words. Enter searches. */
export function SearchBox({ asked, busy, onSearch }: SearchBoxProps) {
  const [question, setQuestion] = useState(asked ?? '')
  const field = useRef<HTMLTextAreaElement>(null)
  const tooLong = question.trim().length > MAX_QUESTION

  // A suggestion was chosen, or the browser went back.
  useEffect(() => setQuestion(asked ?? ''), [asked])

  function submit(event: FormEvent) {
    event.preventDefault()
    field.current?.focus()
    if (busy || tooLong || question.trim() === '') return
    onSearch(question.trim())
  }

  function keyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // While a word is being composed (Japanese, Chinese), Enter chooses it.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) submit(event)
  }

  return (
    <search>
      <form onSubmit={submit} className="grid gap-1.5">
        <div className="card flex items-end gap-2 border-control p-2.5 ps-4 shadow-card focus-within:border-accent focus-within:ring-1 focus-within:ring-accent">
          <textarea
            ref={field}
            aria-label="Question to search for"
            aria-describedby="search-length"
            aria-invalid={tooLong || undefined}
            placeholder="What will your visitors ask?"
            dir="auto"
            rows={1}
            value={question}
            onChange={event => setQuestion(event.target.value)}
            onKeyDown={keyDown}
            className="field-sizing-content max-h-40 min-h-9 flex-1 resize-none bg-transparent py-1.5 text-answer leading-normal outline-none placeholder:text-muted pointer-coarse:min-h-11 pointer-coarse:py-2.5"
          />
          <Button look="primary" type="submit" busy={busy}>
            {!busy && <Search size={16} aria-hidden />}
            Search
          </Button>
        </div>
        <QuestionLength id="search-length" question={question} />
      </form>
    </search>
  )
}
