'use client'
import { Plus } from 'lucide-react'

const examples = [
  'Keep answers to two or three sentences.',
  'Speak warmly and simply, as to a visitor at the desk.',
  'When the documents do not say, give our telephone number and opening hours.',
  'Always name the price together with what it includes.',
]

interface InstructionExamplesProps {
  instructions: string
  onInsert: (instructions: string) => void
}

/** Sentences that help many guides, added to what is written with one press. */
export function InstructionExamples({ instructions, onInsert }: InstructionExamplesProps) {
  const left = examples.filter(example => !instructions.includes(example))
  if (left.length === 0) return null
  return (
    <div className="grid gap-2">
      <p className="text-small text-muted">Examples to start from:</p>
      <ul className="flex flex-wrap gap-2">
        {left.map(example => (
          <li key={example}>
            <button
              type="button"
              onClick={() =>
                onInsert(instructions.trim() === '' ? example : `${instructions.trimEnd()}\n${example}`)
              }
              className="inline-flex min-h-9 touchable items-center gap-1.5 rounded-full border border-line px-3 py-1 text-left text-small transition-colors hover:border-control hover:bg-shade"
            >
              <Plus size={16} aria-hidden className="shrink-0 text-muted" />
              {example}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
