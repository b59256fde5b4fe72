import { expect, test } from 'vitest'
import { newTotpSecret, STEP_MS, totpCode, totpStep } from './totp.ts'

/** "12345678901234567890" in base32, the secret of RFC 6238's appendix B. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1234567890, '005924'],
  [20000000000, '353130'],
])('at second %i the code is the last six digits of RFC 6238’s', (second, code) => {
  expect(totpCode(SECRET, Math.floor(second / 30))).toBe(code)
})

test('a code is good one step early or late, and no further', () => {
  const code = totpCode(SECRET, 1000)
  const stepAt = (step: number) => totpStep(SECRET, code, step * STEP_MS)
  expect([998, 999, 1000, 1001, 1002].map(stepAt)).toEqual([undefined, 1000, 1000, 1000, undefined])
})

test('a new secret is 160 bits in base32, never the same', () => {
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/)
  expect(newTotpSecret()).not.toBe(newTotpSecret())
})
