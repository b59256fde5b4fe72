import { z } from 'zod'
import { sourceSchema } from './answer-event.ts'
import { questionSchema } from './message.ts'

export const searchPreviewRequestSchema = z.object({ question: questionSchema })

/** UTF-16 offsets. */
const marksSchema = z.array(z.object({ start: z.number().int(), end: z.number().int() }))

const scoreSchema = z.object({
  /** 0 to 100: the best of this search has 100. */
  points: z.number().int(),
  measured: z.number(),
})
export type Score = z.infer<typeof scoreSchema>

export const previewedPassageSchema = sourceSchema.omit({ n: true }).extend({
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
export type PreviewedPassage = z.infer<typeof previewedPassageSchema>

export const searchPreviewSchema = z.object({
  /** Best first. */
  passages: z.array(previewedPassageSchema),
  /** The question's words that were looked for, and how many of the passages have each. */
  words: z.array(z.object({ word: z.string(), passages: z.number().int() })),
  /** The question as the documents spell its words, where that differs from how it was typed. */
  searched: z.string().nullable(),
  milliseconds: z.number(),
})
export type SearchPreview = z.infer<typeof searchPreviewSchema>
