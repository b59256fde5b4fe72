import { answerBlocks, citedSources } from '../core/chat/answer-blocks.ts'
import type { Source } from '../core/chat/answer-event.ts'
import type { AnswerBlock } from '../core/chat/answer-markup.ts'
import { type Statement, statementsOf } from '../core/chat/statements.ts'
import { linesOfQuote } from '../core/quotes/lines-of-quote.ts'
import type { QuotedAnswer } from '../core/quotes/quote.ts'
import { isOpen, type Turn } from './turn.ts'

/** A turn's answer as the parts of a page show it. */
export interface ShownAnswer {
  blocks: readonly AnswerBlock[]
  readonly statements: readonly Statement[]
  /** The sources it cites, in the order of reading. */
  cited: readonly Source[]
}

const shown = new WeakMap<Turn, ShownAnswer>()

/** Reads a turn's answer, once for all who show it: a turn that changed is another object. */
export function shownAnswer(turn: Turn): ShownAnswer {
  const known = shown.get(turn)
  if (known) return known
  const answer = read(turn)
  shown.set(turn, answer)
  return answer
}

function read(turn: Turn): ShownAnswer {
  if (turn.quoted) return quoted(turn.quoted, turn.sources)
  const blocks = answerBlocks(turn, isOpen(turn))
  let statements: Statement[] | undefined
  return {
    blocks,
    cited: citedSources(blocks, turn.sources),
    get statements() {
      statements ??= statementsOf(blocks)
      return statements
    },
  }
}

/** Quotes are shown as such, not as blocks; each of their lines states something. */
function quoted({ quotes }: QuotedAnswer, sources: readonly Source[]): ShownAnswer {
  const statements = quotes.flatMap(quote => {
    const { n } = sources[quote.source]!
    return linesOfQuote(quote).map(text => ({ text, citations: n === null ? [] : [n], start: 0, end: 0 }))
  })
  const cited = sources.filter(({ n }) => n !== null).toSorted((a, b) => a.n! - b.n!)
  return { blocks: [], statements, cited }
}
