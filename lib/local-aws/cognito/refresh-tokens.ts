import { notAuthorized } from './cognito-error.ts'
import type { Cognito } from './operation.ts'
import type { Client } from './records.ts'
import { mintTokens, readRefreshToken } from './tokens.ts'

/** New ID and access tokens for a sign-in that has not ended. The refresh token stays the same. */
export function refreshTokens(client: Client, refreshToken: string, cognito: Cognito): object {
  const { keys, store, now } = cognito
  const read = readRefreshToken(refreshToken, keys)
  if (read === undefined || read.clientId !== client.id) throw notAuthorized('Invalid Refresh Token')
  if (read.expiresAt <= now()) throw notAuthorized('Refresh Token has expired')
  const pool = store.pool(read.poolId)
  const user = pool && store.user(pool.id, read.sub)
  const session = user?.sessions.find(({ originJti }) => originJti === read.originJti)
  if (pool === undefined || user === undefined || session === undefined) {
    throw notAuthorized('Refresh Token has been revoked')
  }
  return {
    ChallengeParameters: {},
    AuthenticationResult: mintTokens({ pool, client, user, session }, cognito),
  }
}
