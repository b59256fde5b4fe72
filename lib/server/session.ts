import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
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

/** The keys' address is fixed by the issuer; only the host they are fetched from is a setting. */
async function fetchKeys(uri: string, endpoint: string | null): Promise<ArrayBuffer> {
  const { pathname } = new URL(uri)
  const response = await fetch(endpoint ? new URL(pathname, endpoint) : uri, {
    signal: AbortSignal.timeout(5_000),
  })
  if (!response.ok) throw new Error(`The user pool's keys could not be fetched: HTTP ${response.status}`)
  return response.arrayBuffer()
}
