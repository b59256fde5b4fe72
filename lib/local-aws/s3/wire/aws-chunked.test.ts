import fc from 'fast-check'
import { expect, it } from 'vitest'
import { S3Error } from '../s3-error.ts'
import { decodeAwsChunked } from './aws-chunked.ts'

it('gives back the bytes and trailers however the stream is cut, and refuses every shortened one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ minLength: 1, maxLength: 30 }), { maxLength: 5 }),
      fc.integer({ min: 1, max: 50 }),
      fc.nat(),
      async (chunks, size, missing) => {
        const encoded = Buffer.from(encode(chunks))
        const { bytes, trailers } = await decode(encoded, size)
        expect(bytes).toBe(chunks.join(''))
        expect(trailers).toEqual(new Map([['x-amz-checksum-crc32', 'AAAAAA==']]))
        const short = encoded.subarray(0, missing % encoded.length)
        await expect(decode(short, size)).rejects.toThrow(S3Error)
        await expect(decode(Buffer.concat([encoded, Buffer.from('x')]), size)).rejects.toThrow(S3Error)
      },
    ),
  )
})

function encode(chunks: string[]): string {
  const framed = chunks.map(chunk => `${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`)
  return `${framed.join('')}0\r\nX-Amz-Checksum-CRC32:AAAAAA==\r\n\r\n`
}

async function decode(encoded: Buffer, size: number) {
  const generator = decodeAwsChunked(cut(encoded, size), undefined, true)
  const all: Buffer[] = []
  let next = await generator.next()
  for (; !next.done; next = await generator.next()) all.push(next.value)
  return { bytes: Buffer.concat(all).toString(), trailers: next.value }
}

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
