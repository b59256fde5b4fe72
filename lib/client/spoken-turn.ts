import { spokenAnswer } from '../core/chat/statements.ts'
import { linesOfQuote } from '../core/quotes/lines-of-quote.ts'
import { shownAnswer } from './shown-answer.ts'
import type { Turn } from './turn.ts'

/** A turn's answer as it is read out: of quotes, which document is quoted comes first. */
export function spokenTurn(turn: Turn): string {
  if (!turn.quoted) return spokenAnswer(shownAnswer(turn).blocks)
  const { said, quotes } = turn.quoted
  const parts = quotes.map(quote => {
    const lines = linesOfQuote(quote).map(line => (/\p{P}$/u.test(line) ? line : `${line}.`))
    return `From ${turn.sources[quote.source]!.documentName}: ${lines.join(' ')}`
  })
  return [said, ...parts].filter(Boolean).join(' ')
}
