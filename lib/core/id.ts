import { z } from 'zod'

/** An id from outside, looked at before any store is asked. Ours are `bot_01J…`, 31 characters at most. */
export const idSchema = z.string().regex(/^[\w-]{1,64}$/, 'That is no id of ours.')

export function isId(text: string): boolean {
  return idSchema.safeParse(text).success
}
