import { z } from 'zod'
import { answerProblemSchema } from '../chat/answer-event.ts'

/** What came of a test question. */
export const testAnswerSchema = z.object({
  question: z.string(),
  /** As it is read: without marks and without numbers. */
  answer: z.string(),
  /** What the model or the way to it had to say instead of the rest of the answer. */
  problem: answerProblemSchema.nullable(),
  /** Null where no word came. */
  firstWordMs: z.number().nullable(),
  totalMs: z.number(),
  /** Millionths of a US dollar. */
  microUsd: z.number().int(),
})
export type TestAnswer = z.infer<typeof testAnswerSchema>
