import type { IncomingMessage } from 'node:http'

/** Routes refuse what is longer than 64 KB and say so; nobody who means well is so far from it. */
export const LONGEST_BODY_BYTES = 1_048_576

/** By what it says of itself, before anything of it is read. */
export function isTooLong({ headers }: IncomingMessage): boolean {
  return Number(headers['content-length'] ?? 0) > LONGEST_BODY_BYTES
}
