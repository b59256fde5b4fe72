import { CognitoError, noSuchUser, notAuthorized } from './cognito-error.ts'
import type { Cognito } from './operation.ts'
import type { Client, Group, Pool, Session, User } from './records.ts'
import { readAccessToken } from './tokens.ts'

export function poolOf(id: string, { store }: Cognito): Pool {
  const pool = store.pool(id)
  if (pool === undefined) throw resourceNotFound(`User pool ${id} does not exist.`)
  return pool
}

/** The pool and client behind the id a browser sends. */
export function clientOf(clientId: string, { store }: Cognito): { pool: Pool; client: Client } {
  for (const pool of store.pools()) {
    const client = pool.clients.find(client => client.id === clientId)
    if (client !== undefined) return { pool, client }
  }
  throw resourceNotFound(`User pool client ${clientId} does not exist.`)
}

export function clientIn(pool: Pool, clientId: string): Client {
  const client = pool.clients.find(client => client.id === clientId)
  if (client === undefined) throw resourceNotFound(`User pool client ${clientId} does not exist.`)
  return client
}

export function groupIn(pool: Pool, name: string): Group {
  const group = pool.groups.find(group => group.name === name)
  if (group === undefined) throw resourceNotFound('Group not found.')
  return group
}

/** For administrators, who may know who exists. */
export function userOf(poolId: string, name: string, cognito: Cognito): User {
  const user = cognito.store.user(poolOf(poolId, cognito).id, name)
  if (user === undefined) throw noSuchUser()
  return user
}

/** The person a valid access token of a sign-in that has not ended speaks for. */
export function signedInUser(
  accessToken: string,
  cognito: Cognito,
): { pool: Pool; client: Client; user: User; session: Session } {
  const claims = readAccessToken(accessToken, cognito)
  const pool = cognito.store.pool(claims.poolId)
  const client = pool?.clients.find(client => client.id === claims.client_id)
  if (pool === undefined || client === undefined) throw notAuthorized('Invalid Access Token')
  const user = cognito.store.user(pool.id, claims.sub)
  if (user === undefined) throw noSuchUser()
  const session = user.sessions.find(session => session.originJti === claims.origin_jti)
  if (session === undefined || session.clientId !== client.id) {
    throw notAuthorized('Access Token has been revoked')
  }
  return { pool, client, user, session }
}

function resourceNotFound(message: string): CognitoError {
  return new CognitoError('ResourceNotFoundException', message)
}
