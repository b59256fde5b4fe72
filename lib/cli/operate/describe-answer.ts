import { linesOfQuote } from '#lib/core/quotes/lines-of-quote.ts'
import { readPassages } from '#lib/core/quotes/read-passages.ts'
import type { FoundPassage } from '#lib/core/retrieval/ports.ts'
import type { QuestionWords } from '#lib/core/retrieval/question-words.ts'
import type { RatedQuestion } from '#lib/eval/reader/own-questions.ts'
import { goodWordsWereRead } from '#lib/eval/reader/rate-answer.ts'

/** What was shown for a question, for those who improve the reader: line by line. */
export function describeAnswer({ question, outcome, answered }: RatedQuestion): string[] {
  const { words, passages, quoted } = answered
  const lines = [
    `${outcome}, ${question.kind}: ${[...(question.before ?? []), question.question].join(' → ')}`,
  ]
  if (words && words.text !== question.question) lines.push(`searched: ${words.text}`)
  if (question.good.length > 0) {
    const wanted = question.good.map(group => group.join(' or ')).join('; ')
    lines.push(`wanted: ${wanted}${goodWordsWereRead(question, answered) ? ' (was read)' : ''}`)
  }
  if (quoted.said) lines.push(`said: ${quoted.said}`)
  if (words && outcome === 'missed') lines.push(...nearMiss(words, passages))
  for (const quote of quoted.quotes) {
    const { documentId } = passages[quote.source]!
    lines.push(`“${inShort(linesOfQuote(quote).join(' / '))}” (${documentId})`)
  }
  return lines
}

/** What the reader rated best, and its log odds of an answer, which were too low. */
function nearMiss(words: QuestionWords, passages: readonly FoundPassage[]): string[] {
  const { units, odds } = readPassages(words, passages)
  const [best] = units
  if (!best) return []
  const { documentId } = passages[best.unit.source]!
  return [`odds ${odds.toFixed(2)}; best: “${inShort(best.unit.text)}” (${documentId})`]
}

/** Enough of a quote to see what it is. */
const SHOWN = 160

function inShort(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, SHOWN).toWellFormed()
}
