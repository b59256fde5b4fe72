import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { incorrectPassword, notAuthorized } from './cognito-error.ts'
import type { Cognito } from './operation.ts'
import type { Client, Pool, User } from './records.ts'
import { seal, unseal } from './sealed.ts'
import { failSignIn, refuseWhileLocked } from './sign-in-lock.ts'
import { expectedSignature, makeVerifier, startProof } from './srp.ts'
import { emailKey } from './store.ts'

/** The PASSWORD_VERIFIER challenge. A stranger gets one too, the same each time, that no password answers. */
export function askForProof(
  { pool, client, user, username }: { pool: Pool; client: Client; user: User | undefined; username: string },
  A: string,
  cognito: Cognito,
): object {
  const known = user === undefined ? inventUser(pool, username, cognito) : { sub: user.sub, ...user.password }
  const { b, B } = startProof(known.verifier)
  const block: SecretBlock = {
    id: randomUUID(),
    clientId: client.id,
    sub: user?.sub ?? null,
    A,
    b,
    expiresAt: cognito.now() + client.challengeLife * 1000,
  }
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: known.salt,
      SECRET_BLOCK: seal(cognito.keys.secret, PURPOSE, block),
      SRP_B: B,
      USERNAME: known.sub,
      USER_ID_FOR_SRP: known.sub,
    },
  }
}

/** The user who proved to know the password. A secret block can be answered once. */
export async function checkProof(
  { pool, client }: { pool: Pool; client: Client },
  answer: { secretBlock: string; timestamp: string; signature: string },
  cognito: Cognito,
): Promise<User> {
  const now = cognito.now()
  const block = secretBlock.safeParse(unseal(cognito.keys.secret, PURPOSE, answer.secretBlock)).data
  if (block === undefined || block.clientId !== client.id) throw incorrectPassword()
  if (block.expiresAt <= now || !cognito.answered.spend(block.id, block.expiresAt, now)) {
    throw notAuthorized('Invalid session for the user, session is expired.')
  }
  const user = block.sub === null ? undefined : cognito.store.user(pool.id, block.sub)
  if (user === undefined || !TIMESTAMP.test(answer.timestamp)) throw incorrectPassword()
  refuseWhileLocked(user, now)
  const expected = expectedSignature(
    { poolId: pool.id, username: user.sub },
    { verifier: user.password.verifier, A: block.A, b: block.b, ...answer },
  )
  if (!sameText(expected, answer.signature)) return failSignIn(user, cognito, incorrectPassword())
  return user
}

/** After a right answer of which nothing came through our own fault: clients send the same one again. */
export function giveBackProof(sealed: string, cognito: Cognito): void {
  const block = secretBlock.safeParse(unseal(cognito.keys.secret, PURPOSE, sealed)).data
  if (block) cognito.answered.giveBack(block.id)
}

/** Sat Nov 7 09:05:00 UTC 2026, the one form Cognito's clients sign. */
const TIMESTAMP = /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d\d:\d\d:\d\d UTC \d{4}$/
const PURPOSE = 'srp'

const secretBlock = z.object({
  id: z.string(),
  clientId: z.string(),
  sub: z.string().nullable(),
  A: z.string(),
  b: z.string(),
  expiresAt: z.number(),
})
type SecretBlock = z.infer<typeof secretBlock>

/** Salt and id must not change between two tries, or they would tell a stranger from a user (RFC 5054, 2.5.1.3). */
function inventUser(pool: Pool, username: string, { keys }: Cognito) {
  const made = createHmac('sha256', keys.secret)
    .update(`nobody\n${pool.id}\n${emailKey(username)}`)
    .digest('hex')
  const sub = `${made.slice(0, 8)}-${made.slice(8, 12)}-4${made.slice(13, 16)}-a${made.slice(17, 20)}-${made.slice(20, 32)}`
  const { verifier } = makeVerifier({ poolId: pool.id, username: sub }, made)
  return { sub, salt: made.slice(32), verifier }
}

function sameText(one: string, other: string): boolean {
  const a = Buffer.from(one)
  const b = Buffer.from(other)
  return a.length === b.length && timingSafeEqual(a, b)
}
