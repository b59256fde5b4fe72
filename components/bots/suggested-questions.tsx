'use client'
import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { controlClass } from '#components/ui/field-frame.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'

/** As many as fit above the input on a phone. */
const MOST = 4
const MAX_LENGTH = 120

interface SuggestedQuestionsProps {
  questions: readonly string[]
  onChange: (questions: string[]) => void
  error: string | undefined
}

export function SuggestedQuestions({ questions, onChange, error }: SuggestedQuestionsProps) {
  const list = useRef<HTMLUListElement>(null)

  function add() {
    onChange([...questions, ''])
    // The new field exists after the next drawing.
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus())
  }

  return (
    <fieldset className="grid gap-2.5">
      <legend className="mb-1.5 text-small font-semibold">Suggested questions</legend>
      {questions.length > 0 && (
        <ul ref={list} className="grid gap-2">
          {questions.map((question, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is the only thing that tells two empty ones apart
            <li key={at} className="flex items-center gap-1">
              <input
                type="text"
                dir="auto"
                aria-label={`Question ${at + 1}`}
                maxLength={MAX_LENGTH}
                value={question}
                onChange={event => onChange(questions.with(at, event.target.value))}
                placeholder="When are you open?"
                className={controlClass}
              />
              <IconButton
                label={`Remove question ${at + 1}`}
                onClick={() => onChange(questions.toSpliced(at, 1))}
              >
                <X size={18} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {error && (
        <p role="alert" className="text-small text-bad">
          {questions.some(question => question.trim() === '') ? 'Write the question, or remove it.' : error}
        </p>
      )}
      {questions.length < MOST ? (
        <Button onClick={add} className="justify-self-start">
          <Plus size={18} aria-hidden />
          Add a question
        </Button>
      ) : (
        <p className="text-small text-muted">Four is the most that fits on a phone.</p>
      )}
    </fieldset>
  )
}
