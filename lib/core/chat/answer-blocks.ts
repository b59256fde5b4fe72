import type { Source } from './answer-event.ts'
import { type AnswerBlock, parseAnswer } from './answer-markup.ts'
import { linksInSources } from './source-links.ts'
import { citationsIn } from './statements.ts'

/** An answer and what was read for it. */
export interface SourcedText {
  text: string
  sources: readonly Source[]
}

/** The answer as it is shown: it cites and links to its own sources only. `partial`: more of it is still coming. */
export function answerBlocks({ text, sources }: SourcedText, partial = false): AnswerBlock[] {
  const numbers = sources.flatMap(({ n }) => n ?? [])
  return parseAnswer(text, { sources: numbers, linkAllowed: linksInSources(sources), partial })
}

/** Those of the sources that an answer cites, in the order in which a reader meets them. */
export function citedSources(blocks: readonly AnswerBlock[], sources: readonly Source[]): Source[] {
  return citationsIn(blocks).flatMap(n => sources.find(source => source.n === n) ?? [])
}
