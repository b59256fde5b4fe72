import { z } from 'zod'
import { refuse } from './refusal.ts'
import type { OpenStore, Write } from './store.ts'

/**
 * ClientRequestToken: a transaction that was carried out is not carried out again when its client, having
 * missed the answer, repeats it. The token is written in the transaction's own batch, so a repeat after
 * a kill is recognised too.
 */
export async function doneBefore(
  store: OpenStore,
  token: string,
  fingerprint: string,
  now: Date,
): Promise<boolean> {
  const stored = await store.db.get(PREFIX + token)
  if (stored === undefined) return false
  const known = recordShape.parse(stored)
  if (known.at + VALID_MS < now.getTime()) return false
  if (known.fingerprint === fingerprint) return true
  throw refuse(
    'IdempotentParameterMismatchException',
    'The request uses the same client token as a previous, but non-identical request.',
  )
}

/** The write that makes `doneBefore` true. */
export function rememberToken(token: string, fingerprint: string, now: Date): Write {
  return { type: 'put', key: PREFIX + token, value: { fingerprint, at: now.getTime() } }
}

/** Deletes tokens that no longer count. */
export async function forgetOldTokens(store: OpenStore, now: Date): Promise<void> {
  const old: Write[] = []
  for await (const [key, value] of store.db.iterator({ gte: PREFIX, lt: `${PREFIX}\xff` })) {
    if (recordShape.parse(value).at + VALID_MS < now.getTime()) old.push({ type: 'del', key })
  }
  if (old.length > 0) await store.db.batch(old)
}

const PREFIX = 'token~'

/** AWS honours a token for 10 minutes after the request that used it has finished. */
const VALID_MS = 10 * 60_000

const recordShape = z.object({ fingerprint: z.string(), at: z.number() })
