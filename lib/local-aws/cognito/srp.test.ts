import { createHash, createHmac, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { expectedSignature, isUsableA, makeVerifier, passwordMatches, startProof } from './srp.ts'

const who = { poolId: 'us-east-1_Museum42', username: '0b2f8a52-95a1-4e0c-9d40-6f0d0a4c7b11' }
const secretBlock = Buffer.from('carried by the client').toString('base64')
const timestamp = 'Sat Nov 7 09:05:00 UTC 2026'

describe('a proof of a password', () => {
  test('is what a client that knows the password computes, for any password and any numbers', () => {
    for (let round = 0; round < 12; round++) {
      const password = `${randomBytes(8).toString('base64')} päss${round}`
      const kept = makeVerifier(who, password)
      const client = slowClient(password)
      const { b, B } = startProof(kept.verifier)
      const expected = expectedSignature(who, { ...kept, A: client.A, b, secretBlock, timestamp })
      expect(client.sign(kept.salt, B)).toBe(expected)
    }
  })

  test('is another for another password, person, block or time', () => {
    const kept = makeVerifier(who, 'Museum-guide-42')
    const { A } = slowClient('Museum-guide-42')
    const { b } = startProof(kept.verifier)
    const proof = { ...kept, A, b, secretBlock, timestamp }
    const right = expectedSignature(who, proof)
    const { verifier } = makeVerifier(who, 'Museum-guide-43')
    expect(expectedSignature(who, { ...proof, verifier })).not.toBe(right)
    expect(expectedSignature({ ...who, username: 'another' }, proof)).not.toBe(right)
    expect(expectedSignature(who, { ...proof, secretBlock: 'AAAA' })).not.toBe(right)
    expect(expectedSignature(who, { ...proof, timestamp: 'Sat Nov 7 09:05:01 UTC 2026' })).not.toBe(right)
  })

  test('cannot be had from an A that makes the key known', () => {
    const N = PRIME.toString(16)
    expect(['0', N, (PRIME * 2n).toString(16), '', 'xyz'].map(isUsableA)).toEqual(Array(5).fill(false))
    expect(isUsableA(slowClient('any').A)).toBe(true)
  })
})

test('a verifier matches its own password only, and does not contain it', () => {
  const kept = makeVerifier(who, 'Museum-guide-42')
  expect(passwordMatches(who, 'Museum-guide-42', kept)).toBe(true)
  expect(passwordMatches(who, 'Museum-guide-4', kept)).toBe(false)
  expect(makeVerifier(who, 'Museum-guide-42').verifier).not.toBe(kept.verifier)
  expect(JSON.stringify(kept)).not.toContain('Museum')
})

/** (2^3072 - 2^3008 - 1 + 2^64 * (floor(2^2942 pi) + 1690314)), RFC 3526: only written once, in srp.ts. */
const PRIME = 2n ** 3072n - 2n ** 3008n - 1n + 2n ** 64n * (piBits(2942n) + 1690314n)

/** floor(2^bits * pi), by Machin's formula with room for rounding. */
function piBits(bits: bigint): bigint {
  const one = 2n ** (bits + 64n)
  const arctan = (inverse: bigint) => {
    let sum = 0n
    for (let n = 1n, term = one / inverse; term !== 0n; n += 2n, term /= -(inverse * inverse)) sum += term / n
    return sum
  }
  return (4n * (4n * arctan(5n) - arctan(239n))) >> 64n
}

/** The client's half, the slow and obvious way: bytes as Java's BigInteger has them, powers by the book. */
function slowClient(password: string) {
  const a = BigInt(`0x${randomBytes(128).toString('hex')}`)
  const A = power(2n, a)
  const sha = (...parts: (Buffer | string)[]) => {
    const hash = createHash('sha256')
    for (const part of parts) hash.update(part)
    return hash.digest()
  }
  return {
    A: A.toString(16),
    sign(salt: string, B: string): string {
      const number = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`)
      const u = number(sha(bytesOf(A), bytesOf(BigInt(`0x${B}`))))
      const k = number(sha(bytesOf(PRIME), bytesOf(2n)))
      const inner = sha('Museum42', who.username, ':', password)
      const x = number(sha(bytesOf(BigInt(`0x${salt}`)), inner))
      const base = (BigInt(`0x${B}`) - k * power(2n, x)) % PRIME
      const S = power(base < 0n ? base + PRIME : base, a + u * x)
      const prk = createHmac('sha256', bytesOf(u)).update(bytesOf(S)).digest()
      const key = createHmac('sha256', prk).update('Caldera Derived Key').update(Buffer.of(1)).digest()
      const said = ['Museum42', who.username, Buffer.from(secretBlock, 'base64'), timestamp]
      return said
        .reduce((mac, part) => mac.update(part), createHmac('sha256', key.subarray(0, 16)))
        .digest('base64')
    },
  }
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (const bit of exponent.toString(2)) {
    result = (result * result) % PRIME
    if (bit === '1') result = (result * base) % PRIME
  }
  return result
}

/** The shortest two's complement form: a leading zero byte when the first bit is set. */
function bytesOf(number: bigint): Buffer {
  const bytes: number[] = []
  for (let rest = number; rest > 0n; rest /= 256n) bytes.unshift(Number(rest % 256n))
  return Buffer.from(bytes[0]! > 127 ? [0, ...bytes] : bytes)
}
