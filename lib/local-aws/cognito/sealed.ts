import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/**
 * Things the client carries for us between two calls (refresh tokens, challenge sessions, SRP secret blocks):
 * AES-256-GCM, bound to their purpose, so that nothing has to be stored and nothing can be read or altered.
 */
export function seal(secret: Buffer, purpose: string, content: object): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(ALGORITHM, secret, iv).setAAD(Buffer.from(purpose))
  const body = Buffer.concat([cipher.update(JSON.stringify(content)), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
}

/** What was sealed, or undefined when it was not sealed by us for this purpose. */
export function unseal(secret: Buffer, purpose: string, sealed: string): unknown {
  const bytes = Buffer.from(sealed, 'base64')
  if (bytes.length <= IV_BYTES + TAG_BYTES) return undefined
  const decipher = createDecipheriv(ALGORITHM, secret, bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(purpose))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  const start = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES))
  try {
    return JSON.parse(Buffer.concat([start, decipher.final()]).toString())
  } catch {
    // Node reports a wrong authentication tag by throwing from final().
    return undefined
  }
}

const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16
