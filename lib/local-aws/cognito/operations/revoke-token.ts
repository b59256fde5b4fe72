import { z } from 'zod'
import { CognitoError, invalidParameter } from '../cognito-error.ts'
import { clientOf } from '../lookup.ts'
import { operation } from '../operation.ts'
import { readRefreshToken } from '../tokens.ts'

const input = z.object({ ClientId: z.string(), Token: z.string() })

/** Ends one sign-in: its refresh token and the access tokens made from it. */
export const revokeToken = operation('public', input, async ({ ClientId, Token }, cognito) => {
  const { client, pool } = clientOf(ClientId, cognito)
  if (!client.revocation) {
    throw new CognitoError('UnsupportedOperationException', 'Token revocation is not enabled for this client')
  }
  const read = readRefreshToken(Token, cognito.keys)
  if (read === undefined) {
    if (Token.split('.').length === 3) {
      throw new CognitoError('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked')
    }
    throw invalidParameter('Invalid Refresh Token')
  }
  if (read.clientId !== client.id) {
    throw new CognitoError('UnauthorizedException', 'Token was not issued to this client')
  }
  const user = cognito.store.user(pool.id, read.sub)
  const open = user?.sessions.filter(({ originJti }) => originJti !== read.originJti)
  // Revoking twice is no mistake (RFC 7009, 2.2).
  if (user !== undefined && open !== undefined && open.length < user.sessions.length) {
    await cognito.store.saveUser({ ...user, sessions: open })
  }
  return {}
})
