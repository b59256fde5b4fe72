import { z } from 'zod'
import { badLine, readJsonLines } from '../read-lines.ts'
import { saysOneOf } from './reader-cases.ts'

const KINDS = [
  ...['prose', 'table', 'code', 'list', 'form', 'follow-up', 'typing-error', 'keywords'],
  ...['unanswerable', 'language'],
] as const

const words = z.string().regex(/[\p{L}\p{N}]/u, 'there is no word in it')

const questionSchema = z
  .strictObject({
    question: words,
    /** Questions of the same conversation, asked before it. */
    before: z.array(words).min(1).optional(),
    /** Where the answer stands: in any of these. */
    documents: z.array(z.string().min(1)),
    /**
     * Of each group one has to stand in what is quoted; where nothing is to be quoted, in what the guide says
     * instead. Case, spaces and marks do not count.
     */
    good: z.array(z.array(words).min(1)),
    answerable: z.boolean(),
    kind: z.enum(KINDS),
  })
  .refine(
    ({ answerable, documents, good }) => !answerable || (documents.length > 0 && good.length > 0),
    'what can be answered needs documents and good words',
  )
  .refine(
    ({ answerable, documents }) => answerable || documents.length === 0,
    'what cannot be answered stands in no document',
  )
export type OwnQuestion = z.output<typeof questionSchema>

/** Questions, one a line, with the number of the line. Throws BadFolder. */
export async function readOwnQuestions(file: string): Promise<(OwnQuestion & { line: number })[]> {
  const lines = await Array.fromAsync(readJsonLines(file, questionSchema))
  return lines.map(({ number, value }) => ({ ...value, line: number }))
}

/**
 * Those of the questions that can be asked of these documents, whose texts are given by id: one of the documents is
 * there, or none is needed. Throws BadFolder where such a document does not have the good words.
 */
export function questionsFor<Question extends OwnQuestion & { line: number }>(
  file: string,
  questions: readonly Question[],
  texts: ReadonlyMap<string, string>,
): Question[] {
  return questions.filter(({ line, documents, good, answerable }) => {
    if (!answerable) return true
    const there = documents.flatMap(id => texts.get(id) ?? [])
    const lost = there.length > 0 && good.find(group => !there.some(text => saysOneOf(text, group)))
    if (lost) throw badLine(file, line, `“${lost.join('” or “')}” stands in none of ${documents.join(', ')}.`)
    return there.length > 0
  })
}
