import { linesOfQuote } from '#lib/core/quotes/lines-of-quote.ts'
import { readPassages } from '#lib/core/quotes/read-passages.ts'
import type { Answered } from '#lib/eval/reader/own-guide.ts'
import type { RatedQuestion } from '#lib/eval/reader/own-questions.ts'
import { goodWordsWereRead } from '#lib/eval/reader/rate-answer.ts'

/** What was shown for a question, for those who improve the reader: line by line. */
export function describeAnswer({ question, outcome, answered }: RatedQuestion): string[] {
  const { read, quoted } = answered
  const lines = [
    `${outcome}, ${question.kind}: ${[...(question.before ?? []), question.question].join(' → ')}`,
  ]
  if (read && read.words.text !== question.question) lines.push(`searched: ${read.words.text}`)
  if (question.good.length > 0) {
    const wanted = question.good.map(group => group.join(' or ')).join('; ')
    lines.push(`wanted: ${wanted}${goodWordsWereRead(question, answered) ? ' (was read)' : ''}`)
  }
  if (quoted.said) lines.push(`said: ${quoted.said}`)
  if (read && outcome === 'missed') lines.push(...nearMiss(read))
  for (const quote of quoted.quotes) {
    const { documentId } = read!.passages[quote.source]!
    lines.push(`“${inShort(linesOfQuote(quote).join(' / '))}” (${documentId})`)
  }
  return lines
}

/** What the reader rated best, and its log odds of an answer, which were too low. */
function nearMiss({ words, passages }: NonNullable<Answered['read']>): string[] {
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
