import { linesOfQuote } from '#lib/core/quotes/lines-of-quote.ts'
import type { Answered } from './own-guide.ts'
import type { OwnQuestion } from './own-question.ts'
import { saysOneOf } from './reader-cases.ts'

/**
 * `good`: the right words of the right document are quoted, or nothing is where nothing answers. `wrong`: something
 * is quoted that does not answer. `missed`: what answers, or what the guide has to say instead, is not shown.
 */
export type Outcome = 'good' | 'wrong' | 'missed'

export function rateAnswer(
  { answerable, documents, good }: Pick<OwnQuestion, 'answerable' | 'documents' | 'good'>,
  { passages, quoted }: Answered,
): Outcome {
  const { said, quotes } = quoted
  if (quotes.length === 0) return !answerable && saysAll(said, good) ? 'good' : 'missed'
  const fromThem = quotes.filter(({ source }) => documents.includes(passages[source]!.documentId))
  const shown = fromThem.flatMap(linesOfQuote).join('\n')
  return answerable && saysAll(shown, good) ? 'good' : 'wrong'
}

/**
 * Whether somebody sees what answers: in a quote, or in what is shown as nearest; or sees that nothing does. What the
 * guide claims is another matter.
 */
export function isInSight(question: Parameters<typeof rateAnswer>[0], answered: Answered): boolean {
  if (rateAnswer(question, answered) === 'good') return true
  const { nearest } = answered.quoted
  return question.answerable && saysAll(nearest.flatMap(linesOfQuote).join('\n'), question.good)
}

/** What is shown is not the answer, and nothing says that it may not be. */
export function isFalseClaim(question: Parameters<typeof rateAnswer>[0], answered: Answered): boolean {
  return rateAnswer(question, answered) === 'wrong' && answered.quoted.said === ''
}

/** The passages that were read have the good words: what is not shown then was lost by the reader, not by the search. */
export function goodWordsWereRead(
  { documents, good }: Pick<OwnQuestion, 'documents' | 'good'>,
  { passages }: Answered,
): boolean {
  const texts = passages.filter(({ documentId }) => documents.includes(documentId))
  return texts.length > 0 && saysAll(texts.map(({ text }) => text).join('\n'), good)
}

function saysAll(text: string, good: OwnQuestion['good']): boolean {
  return good.every(group => saysOneOf(text, group))
}
