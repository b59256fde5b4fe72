import { createHmac, randomBytes } from 'node:crypto'

/** Time-based one-time codes as authenticator apps make them: RFC 6238 with SHA-1, 6 digits, 30 s. */

/** A new secret in base32, 160 bits as RFC 4226 recommends. */
export function newTotpSecret(): string {
  let bits = ''
  for (const byte of randomBytes(20)) bits += byte.toString(2).padStart(8, '0')
  return bits.replace(/.{5}/g, five => ALPHABET[Number.parseInt(five, 2)]!)
}

/**
 * The 30 s step that the code belongs to, at most one step away from now because clocks differ; undefined when
 * the code is wrong.
 */
export function totpStep(secret: string, code: string, now: number): number | undefined {
  const current = Math.floor(now / STEP_MS)
  return [current, current - 1, current + 1].find(step => totpCode(secret, step) === code)
}

export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const number = mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

export const STEP_MS = 30_000
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function fromBase32(text: string): Buffer {
  let bits = ''
  for (const letter of text) bits += ALPHABET.indexOf(letter).toString(2).padStart(5, '0')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
}
