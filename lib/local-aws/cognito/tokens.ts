import { randomUUID, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { notAuthorized } from './cognito-error.ts'
import type { InstallKeys } from './install-keys.ts'
import type { Cognito } from './operation.ts'
import type { Client, Pool, Session, User } from './records.ts'
import { seal, unseal } from './sealed.ts'

/** The string Amazon Cognito signs with, wherever it runs: what checks tokens needs no other code here. */
export function issuerOf(region: string, poolId: string): string {
  return `https://cognito-idp.${region}.amazonaws.com/${poolId}`
}

/** One sign-in's ID and access token, as an AuthenticationResult. `ExpiresIn` is in seconds. */
export function mintTokens(
  who: { pool: Pool; client: Client; user: User; session: Session },
  cognito: Cognito,
) {
  const { pool, client, user, session } = who
  const issuedAt = Math.floor(cognito.now() / 1000)
  const shared = {
    sub: user.sub,
    ...(user.groups.length > 0 && { 'cognito:groups': user.groups }),
    iss: issuerOf(cognito.region, pool.id),
    origin_jti: session.originJti,
    event_id: randomUUID(),
    auth_time: Math.floor(session.authTime / 1000),
    iat: issuedAt,
  }
  const IdToken = signJwt(cognito.keys, {
    ...shared,
    ...user.attributes,
    email: user.email,
    email_verified: user.emailVerified,
    'cognito:username': user.sub,
    aud: client.id,
    token_use: 'id',
    exp: issuedAt + client.idTokenLife,
    jti: randomUUID(),
  })
  const AccessToken = signJwt(cognito.keys, {
    ...shared,
    client_id: client.id,
    token_use: 'access',
    scope: 'aws.cognito.signin.user.admin',
    username: user.sub,
    exp: issuedAt + client.accessTokenLife,
    jti: randomUUID(),
  })
  return { AccessToken, IdToken, ExpiresIn: client.accessTokenLife, TokenType: 'Bearer' as const }
}

/** The claims of an access token that we signed, for this region, and whose time isn't over. */
export function readAccessToken(token: string, { keys, region, now }: Cognito): AccessClaims {
  const claims = accessClaims.safeParse(openJwt(keys, token))
  if (!claims.success) throw notAuthorized('Invalid Access Token')
  const poolId = claims.data.iss.split('/').at(-1)!
  if (claims.data.iss !== issuerOf(region, poolId)) throw notAuthorized('Invalid Access Token')
  if (claims.data.exp * 1000 <= now()) throw notAuthorized('Access Token has expired')
  return { ...claims.data, poolId }
}

export function sealRefreshToken(content: RefreshToken, keys: InstallKeys): string {
  return Buffer.from(seal(keys.secret, REFRESH, content), 'base64').toString('base64url')
}

/** What a refresh token says, or undefined when it isn't one of ours. */
export function readRefreshToken(token: string, keys: InstallKeys): RefreshToken | undefined {
  return refreshToken.safeParse(unseal(keys.secret, REFRESH, token)).data
}

const REFRESH = 'refresh token'

const refreshToken = z.object({
  poolId: z.string(),
  clientId: z.string(),
  sub: z.string(),
  originJti: z.string(),
  expiresAt: z.number(),
})
type RefreshToken = z.infer<typeof refreshToken>

const accessClaims = z.object({
  token_use: z.literal('access'),
  iss: z.string(),
  sub: z.string(),
  client_id: z.string(),
  origin_jti: z.string(),
  exp: z.number(),
})
type AccessClaims = z.infer<typeof accessClaims> & { poolId: string }

function signJwt({ kid, privateKey }: InstallKeys, claims: object): string {
  const head = `${base64url({ kid, alg: 'RS256' })}.${base64url(claims)}`
  return `${head}.${sign('RSA-SHA256', Buffer.from(head), privateKey).toString('base64url')}`
}

/** The claims, whatever they say, or undefined when the signature isn't ours. */
function openJwt({ kid, publicKey }: InstallKeys, token: string): unknown {
  const [head, body, signature, ...rest] = token.split('.')
  if (head === undefined || body === undefined || signature === undefined || rest.length > 0) return undefined
  const signed = Buffer.from(`${head}.${body}`)
  if (!verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64url'))) return undefined
  // Only what we signed gets this far, so it is JSON; the header still has to name our key and algorithm.
  const { alg, kid: named } = z.object({ alg: z.string(), kid: z.string() }).parse(parsePart(head))
  return alg === 'RS256' && named === kid ? parsePart(body) : undefined
}

function parsePart(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString())
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
