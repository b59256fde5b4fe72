import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
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

describe('buckets', () => {
  it('are found, listed, and kept while they hold anything', async () => {
    await aws.client.send(new HeadBucketCommand({ Bucket: aws.bucket }))
    const { Buckets = [] } = await aws.client.send(new ListBucketsCommand({}))
    expect(Buckets.map(bucket => bucket.Name)).toContain(aws.bucket)
    await put('one', 'x')
    const remove = () => aws.client.send(new DeleteBucketCommand({ Bucket: aws.bucket }))
    expect(await outcome(remove())).toBe('BucketNotEmpty 409')
    await aws.client.send(new DeleteObjectCommand({ Bucket: aws.bucket, Key: 'one' }))
    const second = `${aws.bucket}-b`
    await aws.client.send(new CreateBucketCommand({ Bucket: second }))
    await aws.client.send(new DeleteBucketCommand({ Bucket: second }))
    expect(await outcome(aws.client.send(new DeleteBucketCommand({ Bucket: second })))).toBe(
      'NoSuchBucket 404',
    )
  })

  it('need a name that S3 allows', async () => {
    for (const Bucket of ['ab', 'Upper', 'a..b', '10.0.0.1', 'a_b', '-ab']) {
      const create = aws.client.send(new CreateBucketCommand({ Bucket }))
      expect(await outcome(create)).toBe('InvalidBucketName 400')
    }
  })
})

describe('an object', () => {
  it('comes back as it was put: bytes, type, metadata, MD5 as ETag', async () => {
    const Body = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 251))
    const stored = await aws.client.send(
      new PutObjectCommand({
        Bucket: aws.bucket,
        Key: 'as/it/was',
        Body,
        ContentType: 'text/plain; charset=utf-8',
        CacheControl: 'no-cache',
        ContentDisposition: 'attachment; filename="a.txt"',
        Metadata: { owner: 'someone', empty: '' },
      }),
    )
    expect(stored.ETag).toBe(`"${createHash('md5').update(Body).digest('hex')}"`)
    expect(stored.ChecksumCRC32).toBeDefined()
    const found = await get('as/it/was')
    expect(Buffer.from(await found.Body!.transformToByteArray()).equals(Body)).toBe(true)
    expect(found).toMatchObject({
      ContentType: 'text/plain; charset=utf-8',
      CacheControl: 'no-cache',
      ContentDisposition: 'attachment; filename="a.txt"',
      Metadata: { owner: 'someone', empty: '' },
      ContentLength: Body.length,
      ETag: stored.ETag,
      ChecksumCRC32: stored.ChecksumCRC32,
      ChecksumType: 'FULL_OBJECT',
    })
    const head = await aws.client.send(new HeadObjectCommand({ Bucket: aws.bucket, Key: 'as/it/was' }))
    expect(head).toMatchObject({
      ContentLength: Body.length,
      ETag: stored.ETag,
      Metadata: { owner: 'someone' },
    })
  })

  it('may be empty, and may be put as a stream of known length', async () => {
    // The SDK takes nothing for a stream of unknown length, and warns.
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    await put('empty', '')
    warn.mockRestore()
    expect(await (await get('empty')).Body!.transformToString()).toBe('')
    const text = 'streamed '.repeat(20_000)
    await aws.client.send(
      new PutObjectCommand({
        Bucket: aws.bucket,
        Key: 'streamed',
        Body: Readable.from([Buffer.from(text)]),
        ContentLength: text.length,
        ChecksumAlgorithm: 'SHA256',
        ContentEncoding: 'identity',
      }),
    )
    const found = await get('streamed')
    expect(await found.Body!.transformToString()).toBe(text)
    expect(found.ChecksumSHA256).toBe(createHash('sha256').update(text).digest('base64'))
    expect(found.ContentEncoding).toBe('identity')
  })

  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)('keeps its %s', async ChecksumAlgorithm => {
    const Key = `sums/${ChecksumAlgorithm}`
    const stored = await aws.client.send(
      new PutObjectCommand({ Bucket: aws.bucket, Key, Body: '123456789', ChecksumAlgorithm }),
    )
    const field = `Checksum${ChecksumAlgorithm}` as const
    if (ChecksumAlgorithm === 'CRC32C') expect(stored.ChecksumCRC32C).toBe('4waSgw==') // RFC 3720's check value
    expect(stored[field]).toBeDefined()
    expect((await get(Key))[field]).toBe(stored[field])
  })

  it('can have any key that is UTF-8 and not longer than 1,024 bytes, and only that key finds it', async () => {
    const keys = [
      '../../etc/passwd',
      './a',
      '/leading',
      'double//slash/',
      'a b+c%20d%2Fe?f#g&h=i',
      'ключ/鍵/🗝️',
      'quotes\'"<>&;',
      '\u0001control',
      'e\u0301',
      '\u00e9',
      'k'.repeat(1024),
      '鍵'.repeat(341),
    ]
    for (const key of keys) await put(key, `content of ${key}`)
    for (const key of keys) expect(await (await get(key)).Body!.transformToString()).toBe(`content of ${key}`)
    const { Contents = [] } = await aws.client.send(
      new ListObjectsV2Command({ Bucket: aws.bucket, EncodingType: 'url' }),
    )
    const listed = Contents.map(object => decodeURIComponent(object.Key!.replaceAll('+', '%20')))
    expect(keys.filter(key => !listed.includes(key))).toEqual([])
    expect(await outcome(put('k'.repeat(1025), 'x'))).toBe('KeyTooLongError 400')
    expect(await outcome(get('etc/passwd'))).toBe('NoSuchKey 404')
  })

  it('is served in ranges', async () => {
    await put('digits', '0123456789')
    const range = async (Range: string) => {
      const { Body, ContentRange } = await aws.client.send(
        new GetObjectCommand({ Bucket: aws.bucket, Key: 'digits', Range }),
      )
      return `${await Body!.transformToString()} ${ContentRange}`
    }
    expect(await range('bytes=2-4')).toBe('234 bytes 2-4/10')
    expect(await range('bytes=7-')).toBe('789 bytes 7-9/10')
    expect(await range('bytes=-3')).toBe('789 bytes 7-9/10')
    expect(await range('bytes=5-500')).toBe('56789 bytes 5-9/10')
    expect(await range('bytes=-500')).toBe('0123456789 bytes 0-9/10')
    expect(await outcome(range('bytes=10-11'))).toBe('InvalidRange 416')
  })

  it('is served only on the conditions asked', async () => {
    const { ETag } = await put('conditional', 'x')
    const ask = (conditions: object) =>
      outcome(
        aws.client.send(new GetObjectCommand({ Bucket: aws.bucket, Key: 'conditional', ...conditions })),
      )
    const hour = 3_600_000
    expect(await ask({ IfNoneMatch: ETag })).toMatch(/ 304$/)
    expect(await ask({ IfNoneMatch: '"other"' })).toBe('done')
    expect(await ask({ IfMatch: ETag })).toBe('done')
    expect(await ask({ IfMatch: '"other"' })).toBe('PreconditionFailed 412')
    expect(await ask({ IfModifiedSince: new Date(Date.now() - hour) })).toBe('done')
    expect(await ask({ IfUnmodifiedSince: new Date(Date.now() - hour) })).toBe('PreconditionFailed 412')
  })

  it('is written only on the conditions asked, also when many ask at once', async () => {
    const create = () => outcome(put('once', 'x', { IfNoneMatch: '*' }))
    const outcomes = await Promise.all(Array.from({ length: 8 }, create))
    expect(outcomes.filter(result => result === 'done')).toHaveLength(1)
    const { ETag } = await get('once')
    expect(await outcome(put('once', 'y', { IfMatch: '"0123456789abcdef0123456789abcdef"' }))).toBe(
      'PreconditionFailed 412',
    )
    expect(await outcome(put('once', 'y', { IfMatch: ETag }))).toBe('done')
    expect(await outcome(put('never', 'y', { IfMatch: ETag }))).toBe('NoSuchKey 404')
  })

  it('is copied with its metadata or with new', async () => {
    await put('from/ü +', 'to copy', { ContentType: 'text/css', Metadata: { a: '1' } })
    const CopySource = `${aws.bucket}/${encodeURIComponent('from/ü +')}`
    const copy = (Key: string, more: object = {}) =>
      aws.client.send(new CopyObjectCommand({ Bucket: aws.bucket, Key, CopySource, ...more }))
    const { CopyObjectResult } = await copy('same')
    expect(CopyObjectResult!.ETag).toBe((await get('from/ü +')).ETag)
    expect(await get('same')).toMatchObject({ ContentType: 'text/css', Metadata: { a: '1' } })
    await copy('new', { MetadataDirective: 'REPLACE', ContentType: 'text/html', Metadata: { b: '2' } })
    expect(await get('new')).toMatchObject({ ContentType: 'text/html', Metadata: { b: '2' } })
    expect(await (await get('new')).Body!.transformToString()).toBe('to copy')
    expect(await outcome(copy('from/ü +'))).toBe('InvalidRequest 400')
    expect(await outcome(copy('x', { CopySource: `${aws.bucket}/missing` }))).toBe('NoSuchKey 404')
  })

  it('is gone when deleted, alone or with others, and deleting what is gone succeeds', async () => {
    for (const key of ['d/1', 'd/2', 'd/<&3>']) await put(key, 'x')
    await aws.client.send(new DeleteObjectCommand({ Bucket: aws.bucket, Key: 'd/1' }))
    expect(await outcome(get('d/1'))).toBe('NoSuchKey 404')
    const Objects = [{ Key: 'd/1' }, { Key: 'd/2' }, { Key: 'd/<&3>' }]
    const { Deleted = [] } = await aws.client.send(
      new DeleteObjectsCommand({ Bucket: aws.bucket, Delete: { Objects } }),
    )
    expect(Deleted.map(object => object.Key)).toEqual(Objects.map(object => object.Key))
    expect(await outcome(get('d/<&3>'))).toBe('NoSuchKey 404')
  })
})

describe('listing', () => {
  it('is by UTF-8 bytes, in pages, with what is behind a delimiter rolled up', async () => {
    const keys = ['list/a', 'list/b/1', 'list/b/2', 'list/c', 'list/d/1', 'list/\uff5e', 'list/😀', 'list/~']
    for (const key of keys) await put(key, key)
    const walk = async (more: object) => {
      const pages: string[][] = []
      let ContinuationToken: string | undefined
      do {
        const page = await aws.client.send(
          new ListObjectsV2Command({ Bucket: aws.bucket, Prefix: 'list/', ContinuationToken, ...more }),
        )
        const names = [
          ...(page.Contents ?? []).map(o => o.Key!),
          ...(page.CommonPrefixes ?? []).map(p => p.Prefix!),
        ]
        expect(page.KeyCount).toBe(names.length)
        pages.push(names)
        ContinuationToken = page.NextContinuationToken
        expect(page.IsTruncated).toBe(ContinuationToken !== undefined)
      } while (ContinuationToken !== undefined)
      return pages
    }
    const ordered = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    expect(await walk({})).toEqual([ordered])
    expect((await walk({ MaxKeys: 3 })).flat()).toEqual(ordered)
    expect((await walk({ MaxKeys: 3 })).map(page => page.length)).toEqual([3, 3, 2])
    const rolled = ['list/a', 'list/b/', 'list/c', 'list/d/', 'list/~', 'list/\uff5e', 'list/😀']
    for (const MaxKeys of [1, 2, 3, 100]) {
      expect((await walk({ MaxKeys, Delimiter: '/' })).flat().sort()).toEqual([...rolled].sort())
    }
    expect(await walk({ StartAfter: 'list/d/1' })).toEqual([['list/~', 'list/\uff5e', 'list/😀']])
    expect(await outcome(walk({ ContinuationToken: 'made-up' }))).toBe('InvalidArgument 400')
    const [object] = (
      await aws.client.send(new ListObjectsV2Command({ Bucket: aws.bucket, Prefix: 'list/a' }))
    ).Contents!
    expect(object).toMatchObject({ Size: 6, ETag: (await get('list/a')).ETag, StorageClass: 'STANDARD' })
  })
})

function put(Key: string, Body: string, more: object = {}) {
  return aws.client.send(new PutObjectCommand({ Bucket: aws.bucket, Key, Body, ...more }))
}

function get(Key: string) {
  return aws.client.send(new GetObjectCommand({ Bucket: aws.bucket, Key, ChecksumMode: 'ENABLED' }))
}
