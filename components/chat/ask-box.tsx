'use client'
import { Square } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { MAX_QUESTION } from '#lib/core/chat/message.ts'
import { QuestionLength } from './question-length.tsx'

interface AskBoxProps {
  busy: boolean
  onAsk: (question: string) => void
  onStop: () => void
}

/** Enter asks, Shift+Enter begins a line. */
export function AskBox({ busy, onAsk, onStop }: AskBoxProps) {
  const [question, setQuestion] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const wasBusy = useRef(false)
  const tooLong = question.trim().length > MAX_QUESTION

  useEffect(() => {
    // The button under the focus changed from Stop to Ask: the next thing is another question.
    if (wasBusy.current && !busy && document.activeElement === document.body) field.current?.focus()
    wasBusy.current = busy
  }, [busy])

  function submit(event: FormEvent) {
    event.preventDefault()
    if (busy || tooLong || question.trim() === '') {
      field.current?.focus()
      return
    }
    onAsk(question.trim())
    setQuestion('')
    field.current?.focus()
  }

  function keyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // While a word is being composed (Japanese, Chinese), Enter chooses it.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) submit(event)
  }

  return (
    <form onSubmit={submit} className="grid gap-1.5">
      <div className="card flex items-end gap-2 border-control p-2.5 ps-4 shadow-card focus-within:border-accent focus-within:ring-1 focus-within:ring-accent">
        <textarea
          ref={field}
          aria-label="Your question"
          aria-describedby="question-count"
          aria-invalid={tooLong || undefined}
          placeholder="Ask your documents anything"
          dir="auto"
          rows={1}
          value={question}
          onChange={event => setQuestion(event.target.value)}
          onKeyDown={keyDown}
          className="field-sizing-content max-h-40 min-h-9 flex-1 resize-none bg-transparent py-1.5 text-answer leading-normal pointer-coarse:min-h-11 pointer-coarse:py-2.5 outline-none placeholder:text-muted"
        />
        {busy ? (
          <Button onClick={onStop}>
            <Square size={14} aria-hidden className="fill-current" />
            Stop
          </Button>
        ) : (
          <Button look="primary" type="submit">
            Ask
          </Button>
        )}
      </div>
      <QuestionLength id="question-count" question={question} />
    </form>
  )
}
