import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** The checksums S3 keeps with an object when a client sends one; as named in `x-amz-checksum-…`. */
export const CHECKSUM_ALGORITHMS = ['crc32', 'crc32c', 'sha1', 'sha256'] as const
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number]

export interface Checksum {
  update(bytes: Buffer): void
  /** Call once, at the end. */
  digest(): Buffer
}

export function createChecksum(algorithm: ChecksumAlgorithm): Checksum {
  if (algorithm === 'crc32') return runningCrc(crc32)
  if (algorithm === 'crc32c') return runningCrc(crc32c)
  return createHash(algorithm)
}

export function isChecksumAlgorithm(name: string): name is ChecksumAlgorithm {
  return CHECKSUM_ALGORITHMS.some(known => known === name)
}

/** Bytes in a digest, to tell a malformed checksum from a wrong one. */
export const CHECKSUM_BYTES: Record<ChecksumAlgorithm, number> = { crc32: 4, crc32c: 4, sha1: 20, sha256: 32 }

/** CRC-32C (Castagnoli, reflected polynomial 0x82F63B78, RFC 3720 appendix B.4), continued from `value`. */
export function crc32c(bytes: Buffer, value: number): number {
  let crc = ~value
  for (let index = 0; index < bytes.length; index++) {
    crc = CRC32C_TABLE[(crc ^ bytes[index]!) & 0xff]! ^ (crc >>> 8)
  }
  return ~crc >>> 0
}

const CRC32C_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
  return crc
})

function runningCrc(step: (bytes: Buffer, value: number) => number): Checksum {
  let value = 0
  return {
    update(bytes) {
      value = step(bytes, value)
    },
    digest() {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32BE(value)
      return bytes
    },
  }
}
