import type { Source } from '../core/chat/answer-event.ts'
import { markPassage } from '../core/chat/mark-passage.ts'
import type { PreviewedPassage } from '../core/chat/search-preview-result.ts'
import { type Span, trimmedSentences } from '../core/documents/sentences.ts'
import { joinedMarks } from './marked-pieces.ts'

/** Where a document is opened: a passage, and the sentences in it that matter. UTF-16 offsets of its text. */
export interface DocumentPlace extends Span {
  marks: Span[]
}

/** The sentences of a source that say what the given ones of an answer say. */
export function placeOfSource(
  { text, start, end }: Pick<Source, 'text' | 'start' | 'end'>,
  sentences: readonly string[],
): DocumentPlace {
  const marks = sentences.flatMap(sentence => markPassage(text, sentence))
  return { start, end, marks: joinedMarks(marks).map(mark => movedBy(start, mark)) }
}

/** The sentence of a passage that was found which has most of the question's words. */
export function placeOfFound({
  text,
  start,
  end,
  marks,
}: Pick<PreviewedPassage, 'text' | 'start' | 'end' | 'marks'>): DocumentPlace {
  let [best, most] = [null as Span | null, 0]
  for (const sentence of trimmedSentences(text)) {
    const inside = marks.text.filter(mark => mark.start < sentence.end && mark.end > sentence.start)
    const words = new Set(inside.map(mark => text.slice(mark.start, mark.end).toLowerCase())).size
    if (words > most) [best, most] = [sentence, words]
  }
  return { start, end, marks: best ? [movedBy(start, best)] : [] }
}

function movedBy(by: number, { start, end }: Span): Span {
  return { start: start + by, end: end + by }
}
