import { createHash, createHmac } from 'node:crypto'
import { crc32 } from 'node:zlib'
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AwsTarget, openAwsTarget } from '../testing/aws-target.ts'
import { onlyLocally } from '../testing/only-locally.ts'
import {
  openS3Target,
  outcome,
  type RawRequest,
  type S3Target,
  strictEncode,
} from '../testing/s3-test-bucket.ts'

let target: AwsTarget
let aws: S3Target
beforeAll(async () => {
  target = await openAwsTarget()
  aws = await openS3Target(target)
  await aws.client.send(new PutObjectCommand({ Bucket: aws.bucket, Key: 'present', Body: 'here' }))
})
afterAll(async () => {
  await aws.close()
  await target.close()
})

const hour = 3_600_000
const put = (more: Partial<RawRequest> = {}) =>
  aws.send({ method: 'PUT', path: `/${aws.bucket}/refused`, body: 'body', ...more })
const get = (more: Partial<RawRequest> = {}) =>
  aws.send({ method: 'GET', path: `/${aws.bucket}/present`, ...more })
const isAbsent = async () =>
  expect(
    await outcome(aws.client.send(new HeadObjectCommand({ Bucket: aws.bucket, Key: 'refused' }))),
  ).toMatch(/ 404$/)

describe('a signature', () => {
  it('in the header is refused when absent, forged, old, foreign or for another request', async () => {
    expect((await get()).text).toBe('here')
    expect(await get({ sign: 'none' })).toMatchObject({ status: 403, code: 'AccessDenied' })
    const forge = (from: RegExp, to: string) =>
      get({ tamper: ({ headers }) => (headers.authorization = headers.authorization!.replace(from, to)) })
    expect(await forge(/Signature=.{8}/, 'Signature=00000000')).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    })
    expect(await forge(/Credential=[^/]+/, 'Credential=AKIAIOSFODNN7NOTHERE')).toMatchObject({
      status: 403,
      code: 'InvalidAccessKeyId',
    })
    expect(await forge(/, Signature=.*/, '')).toMatchObject({
      status: 400,
      code: 'AuthorizationHeaderMalformed',
    })
    expect(await get({ signingDate: new Date(Date.now() - hour) })).toMatchObject({
      status: 403,
      code: 'RequestTimeTooSkewed',
    })
    const moved = await get({ tamper: shaped => (shaped.path = `/${aws.bucket}/other`) })
    expect(moved).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
  })

  it('in the query is refused when expired, prolonged, or used for another method', async () => {
    expect(await get({ sign: 'query', expiresIn: 60 })).toMatchObject({ status: 200, text: 'here' })
    const old = new Date(Date.now() - hour)
    expect(await get({ sign: 'query', expiresIn: 60, signingDate: old })).toMatchObject({
      status: 403,
      code: 'AccessDenied',
    })
    const prolong = (shaped: { query: Record<string, string> }) => {
      shaped.query['X-Amz-Expires'] = '7200'
    }
    expect(await get({ sign: 'query', expiresIn: 60, signingDate: old, tamper: prolong })).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    })
    const shaped = { path: '', query: {} as Record<string, string> }
    await get({ sign: 'query', tamper: signed => Object.assign(shaped, signed) })
    const reused = await aws.send({ method: 'DELETE', path: shaped.path, query: shaped.query, sign: 'none' })
    expect(reused).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
  })

  it('in the query lets one put exactly what was signed, with overrides of the answer for reading', async () => {
    const key = 'presigned/ü (1).txt'
    const path = `/${aws.bucket}/${key.split('/').map(strictEncode).join('/')}`
    const sent = await aws.send({ method: 'PUT', path, body: 'by address', sign: 'query' })
    expect(sent.status).toBe(200)
    const query = { 'response-content-type': 'text/x-asked', 'response-content-disposition': 'inline' }
    const read = await aws.send({ method: 'GET', path, query, sign: 'query' })
    expect(read).toMatchObject({
      text: 'by address',
      headers: { 'content-type': 'text/x-asked', 'content-disposition': 'inline' },
    })
  })
})

describe('a body', () => {
  const md5 = (text: string) => createHash('md5').update(text).digest('base64')

  it('is refused when it is not what its checksum says, and leaves nothing', async () => {
    expect(await put({ headers: { 'content-md5': md5('other') } })).toMatchObject({
      status: 400,
      code: 'BadDigest',
    })
    expect(await put({ headers: { 'content-md5': 'abc' } })).toMatchObject({
      status: 400,
      code: 'InvalidDigest',
    })
    for (const [name, value] of [
      ['crc32', 'AAAAAA=='],
      ['crc32c', 'AAAAAA=='],
      ['sha1', createHash('sha1').update('other').digest('base64')],
      ['sha256', createHash('sha256').update('other').digest('base64')],
    ] as const) {
      const headers = { [`x-amz-checksum-${name}`]: value }
      expect(await put({ headers })).toMatchObject({ status: 400, code: 'BadDigest' })
      const malformed = { [`x-amz-checksum-${name}`]: 'AAAA' }
      expect(await put({ headers: malformed })).toMatchObject({ status: 400, code: 'InvalidRequest' })
    }
    const two = { 'x-amz-checksum-crc32': 'AAAAAA==', 'x-amz-checksum-crc32c': 'AAAAAA==' }
    expect(await put({ headers: two })).toMatchObject({ status: 400, code: 'InvalidRequest' })
    await isAbsent()
  })

  it('that deletes many objects is refused without a checksum, or when it is no XML', async () => {
    const send = (body: string, headers: Record<string, string> = {}) =>
      aws.send({ method: 'POST', path: `/${aws.bucket}`, query: { delete: '' }, body, headers })
    const body = '<Delete><Object><Key>present</Key></Object></Delete>'
    expect(await send(body)).toMatchObject({ status: 400, code: 'InvalidRequest' })
    const broken = body.replace('</Delete>', '')
    const answer = await send(broken, { 'content-md5': md5(broken) })
    expect(answer).toMatchObject({ status: 400, code: 'MalformedXML' })
    expect((await get()).text).toBe('here')
  })

  it('is refused when it is not the one that was signed', async () => {
    const other = createHash('sha256').update('other').digest('hex')
    const answer = await put({ headers: { 'x-amz-content-sha256': other } })
    expect(answer).toMatchObject({ status: 400, code: 'XAmzContentSHA256Mismatch' })
    await isAbsent()
  })

  it('in aws-chunked encoding is taken when its trailer fits and refused otherwise', async () => {
    const send = (checksum: string) =>
      put({
        path: `/${aws.bucket}/chunked`,
        body: `3\r\nbod\r\n1\r\ny\r\n0\r\nx-amz-checksum-crc32:${checksum}\r\n\r\n`,
        headers: {
          'content-encoding': 'aws-chunked',
          'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
          'x-amz-decoded-content-length': '4',
          'x-amz-trailer': 'x-amz-checksum-crc32',
        },
      })
    expect(await send('AAAAAA==')).toMatchObject({ status: 400, code: 'BadDigest' })
    expect((await send(crc32Of('body'))).status).toBe(200)
    const stored = await aws.client.send(new GetObjectCommand({ Bucket: aws.bucket, Key: 'chunked' }))
    expect(await stored.Body!.transformToString()).toBe('body')
    expect(stored.ContentEncoding ?? '').toBe('')
  })

  it('signed chunk by chunk is taken, and refused when one byte or one signature differs', async () => {
    const encoded = await signedChunks(['first chunk, ', 'second chunk'])
    expect((await encoded.send(text => text)).status).toBe(200)
    const stored = await aws.client.send(new GetObjectCommand({ Bucket: aws.bucket, Key: 'chain' }))
    expect(await stored.Body!.transformToString()).toBe('first chunk, second chunk')
    for (const change of [
      (text: string) => text.replace('second chunk', 'second chunK'),
      (text: string) => text.replace(/(0;chunk-signature=)./, '$1g'),
      (text: string) => text.replace(/(0;chunk-signature=).{4}/, '$10000'),
    ]) {
      expect((await encoded.send(change)).status).toBeGreaterThanOrEqual(400)
    }
  })

  it('without a length is refused', async () => {
    const answer = await put({ headers: { 'transfer-encoding': 'chunked' } })
    expect([411, 501]).toContain(answer.status)
    await isAbsent()
  })
})

describe('what does not exist', () => {
  it('is answered by name', async () => {
    const missing = `${aws.bucket}-missing`
    const ask = (Bucket: string, Key: string) =>
      outcome(aws.client.send(new GetObjectCommand({ Bucket, Key })))
    expect(await ask(missing, 'a')).toBe('NoSuchBucket 404')
    expect(await ask(aws.bucket, 'missing')).toBe('NoSuchKey 404')
    const write = new PutObjectCommand({ Bucket: missing, Key: 'a', Body: 'b' })
    expect(await outcome(aws.client.send(write))).toBe('NoSuchBucket 404')
    const patched = await aws.send({ method: 'PATCH', path: `/${aws.bucket}/a` })
    expect(patched).toMatchObject({ status: 405, code: 'MethodNotAllowed' })
  })

  onlyLocally('the real S3 has these', 'is refused as NotImplemented, naming what was asked', async () => {
    const { bucket: Bucket, client } = aws
    const refused = 'NotImplemented 501'
    expect(await outcome(client.send(new ListObjectsCommand({ Bucket })))).toBe(refused)
    const tags = { TagSet: [{ Key: 'a', Value: 'b' }] }
    expect(
      await outcome(client.send(new PutObjectTaggingCommand({ Bucket, Key: 'present', Tagging: tags }))),
    ).toBe(refused)
    const publicAccess = { BlockPublicAcls: true }
    const block = new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: publicAccess })
    expect(await outcome(client.send(block))).toBe(refused)
    const notify = new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: {} })
    expect(await outcome(client.send(notify))).toBe(refused)
    const encrypted = { Bucket, Key: 'a', Body: 'b', ServerSideEncryption: 'aws:kms' } as const
    expect(await outcome(client.send(new PutObjectCommand(encrypted)))).toBe(refused)
    const answer = await put({ headers: { 'x-amz-tagging': 'a=b' } })
    expect(answer).toMatchObject({ status: 501, code: 'NotImplemented' })
    expect(answer.text).toContain('x-amz-tagging')
  })
})

function crc32Of(text: string): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(crc32(text))
  return bytes.toString('base64')
}

/** Encodes as "Transferring a payload in multiple chunks" in S3's reference describes it. */
async function signedChunks(chunks: string[]) {
  const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  const hex = (text: string) => createHash('sha256').update(text).digest('hex')
  const signingDate = new Date()
  const amzDate = signingDate.toISOString().replace(/[-:]|\.\d+/g, '')
  const { secretAccessKey } = await aws.client.config.credentials()
  const scope = `${amzDate.slice(0, 8)}/${target.region}/s3/aws4_request`
  const key = scope
    .split('/')
    .reduce(
      (secret: string | Buffer, part) => createHmac('sha256', secret).update(part).digest(),
      `AWS4${secretAccessKey}`,
    )
  const encode = (seed: string) => {
    let previous = seed
    return [...chunks, '']
      .map(chunk => {
        const lines = ['AWS4-HMAC-SHA256-PAYLOAD', amzDate, scope, previous, hex(''), hex(chunk)]
        previous = createHmac('sha256', key).update(lines.join('\n')).digest('hex')
        return `${chunk.length.toString(16)};chunk-signature=${previous}\r\n${chunk}\r\n`
      })
      .join('')
  }
  return {
    async send(change: (text: string) => string) {
      return await aws.send({
        method: 'PUT',
        path: `/${aws.bucket}/chain`,
        signingDate,
        headers: {
          'content-encoding': 'aws-chunked',
          'content-length': `${encode('').length}`,
          'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
          'x-amz-decoded-content-length': `${total}`,
        },
        bodyOf: authorization => change(encode(/Signature=([0-9a-f]{64})/.exec(authorization)![1]!)),
      })
    },
  }
}
