import type { z } from 'zod'
import type { VectorStore } from './store.ts'
import { invalid } from './vectors-error.ts'

/** What operations work with. */
export interface S3Vectors {
  region: string
  store: VectorStore
  now(): Date
}

export type Operation = (body: unknown, vectors: S3Vectors) => Promise<object>

/** An operation: what it takes, what it does. Members that this stand-in does not carry are refused by name. */
export function operation<Input extends z.ZodType>(
  input: Input,
  run: (input: z.output<Input>, vectors: S3Vectors) => Promise<object> | object,
): Operation {
  return async (body, vectors) => {
    const parsed = input.safeParse(body)
    if (parsed.success) return run(parsed.data, vectors)
    const issue = parsed.error.issues[0]!
    const where = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.')
    throw invalid(`${where || 'The request'}: ${issue.message}`)
  }
}
