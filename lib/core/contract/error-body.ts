import { z } from 'zod'
import { errorCodes } from '../errors.ts'

/** `unexpected` is our own fault, whatever it was. */
const codeSchema = z.enum([...errorCodes, 'unexpected'])

/** What any route answers when it refuses or fails. */
export const errorBodySchema = z.object({
  error: z.object({
    code: codeSchema,
    /** What happened, and what was kept. */
    message: z.string(),
    /** What to do. */
    nextStep: z.string(),
    /** Under which our log tells more. */
    requestId: z.string(),
  }),
})
export type ErrorBody = z.infer<typeof errorBodySchema>

/** The HTTP status that comes with each code. */
export const errorStatuses: Record<ErrorBody['error']['code'], number> = {
  invalid: 400,
  'too-large': 413,
  'signed-out': 401,
  'not-found': 404,
  conflict: 409,
  'limit-reached': 429,
  'too-many-requests': 429,
  busy: 503,
  'model-failed': 502,
  unavailable: 503,
  unexpected: 500,
}
