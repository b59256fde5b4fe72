import fc from 'fast-check'
import { expect, it } from 'vitest'
import { crc32c, createChecksum } from './checksum.ts'

it('computes the same CRC-32C as a bit by bit twin, however the bytes are cut', () => {
  expect(slowCrc32c(Buffer.from('123456789'))).toBe(0xe3069283) // the check value of RFC 3720's polynomial
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (array, at) => {
      const bytes = Buffer.from(array)
      const running = createChecksum('crc32c')
      running.update(bytes.subarray(0, at))
      running.update(bytes.subarray(at))
      expect(running.digest().readUInt32BE()).toBe(slowCrc32c(bytes))
      expect(crc32c(bytes, 0)).toBe(slowCrc32c(bytes))
    }),
  )
})

function slowCrc32c(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const odd = ((crc ^ (byte >>> bit)) & 1) === 1
      crc = (crc >>> 1) ^ (odd ? 0x82f63b78 : 0)
    }
  }
  return (crc ^ 0xffffffff) >>> 0
}
