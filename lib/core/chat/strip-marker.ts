import { NO_ANSWER } from './answer-prompt.ts'
import type { NumberedPiece } from './number-citations.ts'

/** What the model says, piece by piece; `unanswered` once, before all words, where the documents do not say. */
export type AnswerPiece = NumberedPiece | { type: 'unanswered' }

/** Takes the marker of an unanswered question, which may come in parts, off the beginning. */
export async function* stripMarker(pieces: AsyncIterable<NumberedPiece>): AsyncGenerator<AnswerPiece> {
  let head: string | null = ''
  for await (const piece of pieces) {
    if (head === null || piece.type !== 'text') {
      if (head) yield { type: 'text', delta: head }
      head = null
      yield piece
      continue
    }
    head = (head + piece.delta).trimStart()
    if (head.length < NO_ANSWER.length && NO_ANSWER.startsWith(head)) continue
    if (head.startsWith(NO_ANSWER)) {
      yield { type: 'unanswered' }
      head = head.slice(NO_ANSWER.length).trimStart()
      // The space behind it may come later.
      if (!head) continue
    }
    yield { type: 'text', delta: head }
    head = null
  }
  if (head) yield { type: 'text', delta: head }
}
