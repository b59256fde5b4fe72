import { createHash, randomBytes } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AwsTarget, openAwsTarget } from '../testing/aws-target.ts'
import { openS3Target, outcome, type S3Target } from '../testing/s3-test-bucket.ts'

let target: AwsTarget
let aws: S3Target
beforeAll(async () => {
  target = await openAwsTarget()
  aws = await openS3Target(target)
})
afterAll(async () => {
  await aws.close()
  await target.close()
})

const MIN_PART = 5 * 1024 * 1024
const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest()

describe('a multipart upload', () => {
  it('becomes one object of its parts, in order, and then no longer exists', async () => {
    const upload = await begin('assembled', { ContentType: 'text/plain', Metadata: { a: '1' } })
    const bytes = [randomBytes(MIN_PART), randomBytes(MIN_PART + 1), Buffer.from('the end')]
    await upload.part(2, Buffer.from('sent again below'))
    const parts = []
    for (const number of [3, 1, 2]) parts.push(await upload.part(number, bytes[number - 1]!))
    parts.sort((a, b) => a.PartNumber - b.PartNumber)
    const { Parts = [] } = await aws.client.send(new ListPartsCommand({ ...upload.names, MaxParts: 2 }))
    expect(Parts.map(part => [part.PartNumber, part.Size])).toEqual([
      [1, MIN_PART],
      [2, MIN_PART + 1],
    ])
    expect(await outcome(aws.client.send(new GetObjectCommand(upload.object)))).toBe('NoSuchKey 404')
    const done = await upload.complete(parts)
    expect(done.ETag).toBe(`"${md5(Buffer.concat(bytes.map(md5))).toString('hex')}-3"`)
    const found = await aws.client.send(new GetObjectCommand({ ...upload.object, ChecksumMode: 'ENABLED' }))
    expect(md5(Buffer.from(await found.Body!.transformToByteArray())).equals(md5(Buffer.concat(bytes)))).toBe(
      true,
    )
    expect(found).toMatchObject({ ContentType: 'text/plain', Metadata: { a: '1' }, ETag: done.ETag })
    expect(await outcome(upload.part(1, Buffer.from('late')))).toBe('NoSuchUpload 404')
  })

  it('keeps the checksum of the whole, or of its parts', async () => {
    const bytes = [randomBytes(MIN_PART), Buffer.from('the end')]
    const sha256 = (data: Buffer) => createHash('sha256').update(data).digest()
    const upload = await begin('summed', { ChecksumAlgorithm: 'SHA256' })
    const parts = []
    for (const [index, data] of bytes.entries()) {
      const ChecksumSHA256 = sha256(data).toString('base64')
      parts.push({ ...(await upload.part(index + 1, data, { ChecksumSHA256 })), ChecksumSHA256 })
    }
    const done = await upload.complete(parts)
    const composite = sha256(Buffer.concat(bytes.map(sha256))).toString('base64')
    expect(done.ChecksumSHA256).toBe(`${composite}-2`)
    expect(done.ChecksumType).toBe('COMPOSITE')

    const whole = await begin('whole', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' })
    const wholeParts = [await whole.part(1, bytes[0]!), await whole.part(2, bytes[1]!)]
    const full = await whole.complete(wholeParts)
    expect(full.ChecksumType).toBe('FULL_OBJECT')
    const read = await aws.client.send(new GetObjectCommand({ ...whole.object, ChecksumMode: 'ENABLED' }))
    expect(read.ChecksumCRC32).toBe(full.ChecksumCRC32)
    await read.Body!.transformToByteArray() // the SDK checks it against the CRC
  })

  it('is refused with parts that are unknown, changed, out of order or too small', async () => {
    const upload = await begin('refused')
    const small = await upload.part(1, Buffer.from('small'))
    const last = await upload.part(2, Buffer.from('last'))
    expect(await outcome(upload.complete([small, last]))).toBe('EntityTooSmall 400')
    expect(await outcome(upload.complete([last, small]))).toBe('InvalidPartOrder 400')
    expect(await outcome(upload.complete([{ ...small, PartNumber: 7 }]))).toBe('InvalidPart 400')
    expect(await outcome(upload.complete([{ ...small, ETag: last.ETag }]))).toBe('InvalidPart 400')
    expect(await outcome(upload.complete([]))).toBe('MalformedXML 400')
    expect(await outcome(upload.part(10_001, Buffer.from('x')))).toBe('InvalidArgument 400')
    expect(await outcome(upload.complete([small]))).toBe('done')
  })

  it('is gone when aborted', async () => {
    const upload = await begin('aborted')
    const part = await upload.part(1, Buffer.from('x'))
    await aws.client.send(new AbortMultipartUploadCommand(upload.names))
    expect(await outcome(upload.complete([part]))).toBe('NoSuchUpload 404')
    expect(await outcome(aws.client.send(new ListPartsCommand(upload.names)))).toBe('NoSuchUpload 404')
    const foreign = new ListPartsCommand({ ...upload.names, UploadId: '../../events' })
    expect(await outcome(aws.client.send(foreign))).toBe('NoSuchUpload 404')
  })
})

async function begin(Key: string, more: object = {}) {
  const object = { Bucket: aws.bucket, Key }
  const { UploadId } = await aws.client.send(new CreateMultipartUploadCommand({ ...object, ...more }))
  const names = { ...object, UploadId }
  return {
    object,
    names,
    async part(PartNumber: number, Body: Buffer, checksum: object = {}) {
      const { ETag } = await aws.client.send(
        new UploadPartCommand({ ...names, PartNumber, Body, ...checksum }),
      )
      return { PartNumber, ETag }
    },
    complete: (Parts: object[]) =>
      aws.client.send(new CompleteMultipartUploadCommand({ ...names, MultipartUpload: { Parts } })),
  }
}
