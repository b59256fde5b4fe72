import { z } from 'zod'
import { sourceSchema } from '../chat/answer-event.ts'
import { questionSchema } from '../chat/message.ts'

export const searchTestRequestSchema = z.object({ question: questionSchema })

/** UTF-16 offsets. */
const marksSchema = z.array(z.object({ start: z.number().int(), end: z.number().int() }))

const scoreSchema = z.object({
  /** 0 to 100: the best of this search has 100. */
  points: z.number().int(),
  measured: z.number(),
})
export type Score = z.infer<typeof scoreSchema>

export const testedPassageSchema = sourceSchema.omit({ n: true }).extend({
  ordinal: z.number().int(),
  /** Words of the question, in the document's name, in the nearest heading and in the text. */
  marks: z.object({ name: marksSchema, heading: marksSchema, text: marksSchema }),
  words: scoreSchema,
  meaning: scoreSchema,
  together: scoreSchema,
  fate: z.enum(['read', 'joined', 'same', 'no-room']),
  /** The number, from 1, of the passage it is joined with or says the same as. */
  with: z.number().int().positive().nullable(),
})
export type TestedPassage = z.infer<typeof testedPassageSchema>

export const searchTestSchema = z.object({
  /** Best first. */
  passages: z.array(testedPassageSchema),
  /** The question's words that were looked for, and how many of the passages have each. */
  words: z.array(z.object({ word: z.string(), passages: z.number().int() })),
  milliseconds: z.number(),
})
export type SearchTest = z.infer<typeof searchTestSchema>
