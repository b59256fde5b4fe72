import { randomUUID } from 'node:crypto'
import { listAttributes } from './attributes.ts'
import { openChallenge } from './challenge-session.ts'
import { CognitoError, notAuthorized } from './cognito-error.ts'
import type { Cognito } from './operation.ts'
import type { Client, Pool, User } from './records.ts'
import { UNLOCKED } from './sign-in-lock.ts'
import { mintTokens, sealRefreshToken } from './tokens.ts'

interface Who {
  pool: Pool
  client: Client
  user: User
}

/** What follows a right password: a refusal, one more question, or tokens. */
export async function afterPassword(who: Who, cognito: Cognito): Promise<object> {
  const { user } = who
  if (user.status === 'UNCONFIRMED') {
    throw new CognitoError('UserNotConfirmedException', 'User is not confirmed.')
  }
  if (user.status === 'FORCE_CHANGE_PASSWORD') return askNewPassword(who, cognito)
  if (user.totp.enabled && who.pool.mfa === 'OPTIONAL') {
    return {
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      Session: openChallenge('SOFTWARE_TOKEN_MFA', who, cognito),
      ChallengeParameters: { USER_ID_FOR_SRP: user.sub },
    }
  }
  return startSession(who, cognito)
}

/** Signs the user in: from here on the tokens are good until the session ends. */
export async function startSession({ pool, client, user }: Who, cognito: Cognito): Promise<object> {
  const now = cognito.now()
  const session = {
    originJti: randomUUID(),
    clientId: client.id,
    authTime: now,
    expiresAt: now + client.refreshTokenLife * 1000,
  }
  const open = user.sessions.filter(({ expiresAt }) => expiresAt > now)
  const signedIn = { ...user, lock: UNLOCKED, sessions: [...open, session].slice(-KEPT_SESSIONS) }
  await cognito.store.saveUser(signedIn)
  const RefreshToken = sealRefreshToken(
    { ...session, poolId: pool.id, clientId: client.id, sub: user.sub },
    cognito.keys,
  )
  const tokens = mintTokens({ pool, client, user: signedIn, session }, cognito)
  return { ChallengeParameters: {}, AuthenticationResult: { ...tokens, RefreshToken } }
}

/** More than anyone has open at once; it keeps a user's record small when a program signs in all day. */
const KEPT_SESSIONS = 500

function askNewPassword(who: Who, cognito: Cognito): object {
  const { user } = who
  if ((user.password.temporaryUntil ?? 0) <= cognito.now()) {
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.')
  }
  const attributes = Object.fromEntries(listAttributes(user).map(({ Name, Value }) => [Name, Value]))
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: openChallenge('NEW_PASSWORD_REQUIRED', who, cognito),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.sub,
      requiredAttributes: '[]',
      userAttributes: JSON.stringify(attributes),
    },
  }
}
