import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { seal, unseal } from './sealed.ts'

const secret = randomBytes(32)

test('what was sealed is read again, for its purpose and with its secret only', () => {
  const sealed = seal(secret, 'tickets', { who: 'Ada' })
  expect(unseal(secret, 'tickets', sealed)).toEqual({ who: 'Ada' })
  expect(unseal(secret, 'letters', sealed)).toBeUndefined()
  expect(unseal(randomBytes(32), 'tickets', sealed)).toBeUndefined()
})

test('any altered byte, and anything shorter, is refused', () => {
  const bytes = Buffer.from(seal(secret, 'tickets', { who: 'Ada' }), 'base64')
  for (let at = 0; at < bytes.length; at++) {
    const altered = Buffer.from(bytes)
    altered[at]! ^= 1
    expect(unseal(secret, 'tickets', altered.toString('base64'))).toBeUndefined()
    expect(unseal(secret, 'tickets', bytes.subarray(0, at).toString('base64'))).toBeUndefined()
  }
})
