import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import { z } from 'zod'
import type { Settings } from '#lib/aws/settings.ts'
import type { Caller } from '#lib/core/bots/caller.ts'
import { DocentError } from '#lib/core/errors.ts'

/** Answers who holds the bearer token: signature, issuer, client, expiry and use are checked. */
export function sessionVerifier(
  settings: Pick<Settings, 'userPoolId' | 'userPoolClientId' | 'cognitoEndpoint'>,
): (request: Request) => Promise<Caller> {
  const verifier = CognitoJwtVerifier.create(
    { userPoolId: settings.userPoolId, clientId: settings.userPoolClientId, tokenUse: 'access' },
    {
      jwksCache: new SimpleJwksCache({ fetcher: { fetch: uri => fetchKeys(uri, settings.cognitoEndpoint) } }),
    },
  )
  return async request => {
    const token = bearer(request)
    if (!token) throw signedOut()
    try {
      const { sub } = await verifier.verify(token)
      return { accountId: sub, role: 'owner', via: 'browser' }
    } catch (error) {
      // Nobody is sent to sign in again because the pool does not answer.
      if (error instanceof KeysOutOfReach || (error as Error).cause instanceof KeysOutOfReach)
        throw outage(error)
      throw signedOut(error)
    }
  }
}

export function bearer(request: Request): string | null {
  return /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null
}

function signedOut(cause?: unknown): DocentError {
  return new DocentError(
    'signed-out',
    'You are not signed in, or your sign-in has ended.',
    'Sign in again.',
    { cause },
  )
}

/** A pool has two keys; what says otherwise is no pool at the moment. */
const keysSchema = z.object({ keys: z.array(z.unknown()).min(1) })

class KeysOutOfReach extends Error {}

function outage(cause: unknown): DocentError {
  const message =
    'Your sign-in could not be checked: what keeps the accounts does not answer. You stay signed in.'
  return new DocentError('unavailable', message, 'Try again in a minute.', { cause })
}

/** The public keys that the user pool signs with. Throws where they cannot be had. */
export function fetchPoolKeys({
  region,
  userPoolId,
  cognitoEndpoint,
}: Pick<Settings, 'region' | 'userPoolId' | 'cognitoEndpoint'>): Promise<ArrayBuffer> {
  const issuer = `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`
  return fetchKeys(`${issuer}/.well-known/jwks.json`, cognitoEndpoint)
}

/** The keys' address is fixed by the issuer; only the host they are fetched from is a setting. */
async function fetchKeys(uri: string, endpoint: string | null): Promise<ArrayBuffer> {
  const { pathname } = new URL(uri)
  try {
    const response = await fetch(endpoint ? new URL(pathname, endpoint) : uri, {
      signal: AbortSignal.timeout(5_000),
    })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    const bytes = await response.arrayBuffer()
    keysSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))
    return bytes
  } catch (cause) {
    throw new KeysOutOfReach("The user pool's keys could not be fetched.", { cause })
  }
}
