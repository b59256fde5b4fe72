import { poolOf } from './lookup.ts'
import type { Cognito } from './operation.ts'
import { issuerOf } from './tokens.ts'

const PATH = /^\/([\w-]+_[0-9A-Za-z]+)\/\.well-known\/(jwks\.json|openid-configuration)(?:\?|$)/

export function isWellKnown(url: string): boolean {
  return PATH.test(url)
}

/** What anybody may know about a pool: the keys that check its tokens, and who signs them. */
export function wellKnown(url: string, cognito: Cognito): object {
  const [, poolId = '', page] = PATH.exec(url) ?? []
  const pool = poolOf(poolId, cognito)
  const issuer = issuerOf(cognito.region, pool.id)
  if (page === 'jwks.json') {
    const { kid, publicKey } = cognito.keys
    const { n, e } = publicKey.export({ format: 'jwk' })
    return { keys: [{ alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' }] }
  }
  return {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    id_token_signing_alg_values_supported: ['RS256'],
    subject_types_supported: ['public'],
    response_types_supported: ['code', 'token'],
  }
}
