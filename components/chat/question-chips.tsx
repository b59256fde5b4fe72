interface QuestionChipsProps {
  questions: readonly string[]
  /** The one that is shown. */
  current?: string | null
  onAsk: (question: string) => void
}

/** The guide's suggested questions, each once. */
export function QuestionChips({ questions, current, onAsk }: QuestionChipsProps) {
  if (questions.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-2" aria-label="Suggested questions">
      {[...new Set(questions)].map(question => (
        <li key={question}>
          <button
            type="button"
            aria-current={question === current || undefined}
            onClick={() => onAsk(question)}
            dir="auto"
            className="min-h-9 touchable rounded-full border border-line bg-card px-3.5 py-1.5 text-left text-small transition-colors hover:border-control aria-current:border-accent aria-current:bg-tint aria-current:text-accent"
          >
            {question}
          </button>
        </li>
      ))}
    </ul>
  )
}
