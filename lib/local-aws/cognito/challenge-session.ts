import { z } from 'zod'
import { notAuthorized } from './cognito-error.ts'
import type { Cognito } from './operation.ts'
import type { Client, Pool, User } from './records.ts'
import { seal, unseal } from './sealed.ts'

/** A challenge that is asked after the password was right. The client carries it between the two calls. */
export function openChallenge(
  challenge: ChallengeName,
  who: { pool: Pool; client: Client; user: User },
  cognito: Cognito,
): string {
  const session: ChallengeSession = {
    challenge,
    clientId: who.client.id,
    sub: who.user.sub,
    expiresAt: cognito.now() + who.client.challengeLife * 1000,
  }
  return seal(cognito.keys.secret, PURPOSE, session)
}

/** The user who was asked. Refuses a session of another client, another challenge, or too long ago. */
export function readChallenge(
  session: string | undefined,
  challenge: ChallengeName,
  { pool, client }: { pool: Pool; client: Client },
  cognito: Cognito,
): User {
  const read = challengeSession.safeParse(unseal(cognito.keys.secret, PURPOSE, session ?? ''))
  if (!read.success || read.data.challenge !== challenge || read.data.clientId !== client.id)
    throw invalidSession()
  if (read.data.expiresAt <= cognito.now()) {
    throw notAuthorized('Invalid session for the user, session is expired.')
  }
  const user = cognito.store.user(pool.id, read.data.sub)
  if (user === undefined) throw invalidSession()
  return user
}

export function invalidSession() {
  return notAuthorized('Invalid session for the user.')
}

const PURPOSE = 'challenge'
const challengeSession = z.object({
  challenge: z.enum(['NEW_PASSWORD_REQUIRED', 'SOFTWARE_TOKEN_MFA']),
  clientId: z.string(),
  sub: z.string(),
  expiresAt: z.number(),
})
type ChallengeSession = z.infer<typeof challengeSession>
type ChallengeName = ChallengeSession['challenge']
