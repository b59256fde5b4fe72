import { type Parity, TOP } from './compare-indexes.ts'

/** What of the line a question may take. */
const LINE = 80

/** In plain words: how much of what visitors are answered from stays the same. */
export function parityReport({ questions, mean }: Parity): string {
  if (!questions.length) return 'The bot has no documents, so there was nothing to compare.'
  const width = String(TOP).length
  const lines = questions.map(
    ({ question, shared, of }) => `  ${String(shared).padStart(width)} of ${of}  ${shortened(question)}`,
  )
  return [
    `Asked both ${questions.length === 1 ? 'one question' : `${questions.length} questions`}. Of the ${TOP} best passages, both found:`,
    ...lines,
    `On average ${inPercent(mean)} of what answers are made of stays the same.`,
  ].join('\n')
}

/** Rounded down: 100 % is said only where it is so. */
export function inPercent(share: number): string {
  return `${Math.floor(share * 1_000) / 10} %`
}

function shortened(question: string): string {
  return question.length > LINE ? `${question.slice(0, LINE - 1).toWellFormed()}…` : question
}
