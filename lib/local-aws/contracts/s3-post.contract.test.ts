import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { GetObjectCommand, HeadObjectCommand, PutBucketCorsCommand } from '@aws-sdk/client-s3'
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AwsTarget, openAwsTarget } from '../testing/aws-target.ts'
import { onlyLocally } from '../testing/only-locally.ts'
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

type Post = { url: string; fields: Record<string, string> }

const sign = (Key: string, more: Partial<PresignedPostOptions> = {}): Promise<Post> =>
  createPresignedPost(aws.client, {
    Bucket: aws.bucket,
    Key,
    Conditions: [['content-length-range', 5, 1000]],
    Fields: { 'Content-Type': 'text/plain' },
    Expires: 60,
    ...more,
  })

async function send(post: Post, file = new Blob(['the file']), fileName = 'a.txt') {
  const form = new FormData()
  for (const [name, value] of Object.entries(post.fields)) form.append(name, value)
  form.append('file', file, fileName)
  const response = await fetch(post.url, { method: 'POST', body: form })
  const text = await response.text()
  return {
    status: response.status,
    code: /<Code>(.*?)<\/Code>/.exec(text)?.[1],
    text,
    headers: response.headers,
  }
}

const withField = (post: Post, name: string, value: string) => ({
  ...post,
  fields: { ...post.fields, [name]: value },
})

const read = async (Key: string) => {
  const { Body, ContentType, Metadata, ETag } = await aws.client.send(
    new GetObjectCommand({ Bucket: aws.bucket, Key }),
  )
  return { text: await Body!.transformToString(), ContentType, Metadata, ETag }
}

const isAbsent = async (Key: string) =>
  expect(await outcome(aws.client.send(new HeadObjectCommand({ Bucket: aws.bucket, Key })))).toMatch(/ 404$/)

describe('a form with a policy', () => {
  it('puts its file under the signed key, with type and metadata', async () => {
    const key = 'posted/ü & "quotes".txt'
    const fields = { 'Content-Type': 'text/markdown', 'x-amz-meta-owner': 'zoë' }
    const answer = await send(await sign(key, { Fields: fields }))
    expect(answer.status).toBe(204)
    const stored = await read(key)
    expect(stored).toMatchObject({ text: 'the file', ContentType: 'text/markdown' })
    expect(stored.ETag).toBe(`"${createHash('md5').update('the file').digest('hex')}"`)
    expect(answer.headers.get('etag')).toBe(stored.ETag)
    expect(stored.Metadata?.owner).toBe(`=?UTF-8?B?${Buffer.from('zoë').toString('base64')}?=`)
  })

  it('answers with the status it was asked for', async () => {
    const status = async (success_action_status: string) =>
      send(await sign('posted/status', { Fields: { success_action_status } }))
    expect((await status('200')).status).toBe(200)
    const created = await status('201')
    expect(created.status).toBe(201)
    expect(created.text).toMatch(/<PostResponse>.*<Key>posted\/status<\/Key>.*<\/PostResponse>/s)
    expect((await status('418')).status).toBe(204)
  })

  it('takes the file name into the key where the policy leaves room for it', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: S3's own placeholder
    const post = await sign('posted/${filename}')
    expect((await send(post, new Blob(['the file']), 'named $& ü.txt')).status).toBe(204)
    expect((await read('posted/named $& ü.txt')).text).toBe('the file')
  })

  it('is refused when its file is larger or smaller than signed, and leaves nothing', async () => {
    const post = await sign('posted/size')
    const large = await send(post, new Blob(['x'.repeat(1001)]))
    expect(large).toMatchObject({ status: 400, code: 'EntityTooLarge' })
    expect(large.text).toContain('<MaxSizeAllowed>1000</MaxSizeAllowed>')
    expect(await send(post, new Blob(['x'.repeat(3_000_000)]))).toMatchObject({ code: 'EntityTooLarge' })
    expect(await send(post, new Blob(['1234']))).toMatchObject({ status: 400, code: 'EntityTooSmall' })
    await isAbsent('posted/size')
    expect((await send(post, new Blob(['12345']))).status).toBe(204)
    expect((await send(post, new Blob(['x'.repeat(1000)]))).status).toBe(204)
  })

  it('is refused when a field differs from the policy, is added, or is missing', async () => {
    const post = await sign('posted/altered', { Conditions: [['starts-with', '$x-amz-meta-note', 'ok']] })
    const refused = { status: 403, code: 'AccessDenied' }
    const noted = withField(post, 'x-amz-meta-note', 'ok so')
    expect((await send(noted)).status).toBe(204)
    const absent = [
      withField(noted, 'key', 'posted/other'),
      withField(noted, 'Content-Type', 'text/html'),
      withField(noted, 'x-amz-meta-note', 'not ok'),
      withField(noted, 'x-amz-meta-more', 'extra'),
      withField(noted, 'acl', 'public-read'),
      post,
    ]
    for (const changed of absent) expect(await send(changed)).toMatchObject(refused)
    expect((await send(withField(noted, 'acl', 'public-read'))).text).toContain('Extra input fields: acl')
    expect((await send(withField(noted, 'x-ignore-me', 'anything'))).status).toBe(204)
    await isAbsent('posted/other')
  })

  it('is refused for another bucket than it was signed for', async () => {
    const second = await openS3Target(target)
    const post = await sign('posted/elsewhere')
    const moved = { ...post, url: post.url.replace(aws.bucket, second.bucket) }
    expect(await send(moved)).toMatchObject({ status: 403, code: 'AccessDenied' })
    await second.close()
  })

  it('is refused when forged, expired or unsigned', async () => {
    const post = await sign('posted/forged')
    const policy = JSON.parse(Buffer.from(post.fields.Policy!, 'base64').toString())
    policy.conditions[0] = ['content-length-range', 0, 1_000_000]
    const forged = Buffer.from(JSON.stringify(policy)).toString('base64')
    expect(await send(withField(post, 'Policy', forged))).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    })
    expect(await send(withField(post, 'X-Amz-Signature', '0'.repeat(64)))).toMatchObject({
      code: 'SignatureDoesNotMatch',
    })
    const expired = await sign('posted/forged', { Expires: -1 })
    expect(await send(expired)).toMatchObject({ status: 403, code: 'AccessDenied' })
    const { Policy: _, ...unsigned } = post.fields
    expect((await send({ ...post, fields: unsigned })).status).toBe(403)
    await isAbsent('posted/forged')
  })

  it('is refused without a file, without a key, or when it is no form', async () => {
    const post = await sign('posted/broken')
    const form = new FormData()
    for (const [name, value] of Object.entries(post.fields)) form.append(name, value)
    const without = await fetch(post.url, { method: 'POST', body: form })
    expect(without.status).toBe(400)
    expect(await without.text()).toContain('<Code>InvalidArgument</Code>')
    const { key: _, ...keyless } = post.fields
    expect(await send({ ...post, fields: keyless })).toMatchObject({ status: 400, code: 'InvalidArgument' })
    const plain = await fetch(post.url, {
      method: 'POST',
      body: 'text',
      headers: { 'content-type': 'text/plain' },
    })
    expect(plain.status).toBe(412)
    expect(await send(withField(post, 'x-ignore-long', 'x'.repeat(25_000)))).toMatchObject({
      status: 400,
      code: 'MaxPostPreDataLengthExceeded',
    })
  })

  it('takes 25 MB', async () => {
    const size = 25 * 1024 * 1024
    const post = await sign('posted/large', { Conditions: [['content-length-range', 1, size]] })
    const bytes = Buffer.alloc(size, 'all work and no play ')
    expect((await send(post, new Blob([bytes]))).status).toBe(204)
    const { ETag } = await aws.client.send(new HeadObjectCommand({ Bucket: aws.bucket, Key: 'posted/large' }))
    expect(ETag).toBe(`"${createHash('md5').update(bytes).digest('hex')}"`)
  })

  onlyLocally('we can only look into our own disk', 'leaves nothing when it is cut off', async () => {
    const post = await sign('posted/cut', { Conditions: [['content-length-range', 1, 10_000_000]] })
    const boundary = 'cut-here'
    const fields = Object.entries(post.fields).map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const head = `POST /${aws.bucket} HTTP/1.1\r\nHost: ${aws.origin.host}\r\nContent-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: 5000000\r\n\r\n`
    const file = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n`
    const temporary = join(target.dataFolder, 's3', 'temporary')
    const socket = connect(Number(aws.origin.port), aws.origin.hostname)
    socket.write(head + fields.join('') + file + 'x'.repeat(1_000_000))
    await expect.poll(() => readdir(temporary)).toHaveLength(1)
    socket.destroy()
    await expect.poll(() => readdir(temporary)).toHaveLength(0)
    await isAbsent('posted/cut')
  })
})

describe('CORS', () => {
  const origin = 'https://app.example.com'
  const ask = (path: string, headers: Record<string, string>) =>
    fetch(new URL(path, aws.origin), { method: 'OPTIONS', headers })

  it('is off until the bucket has rules, then lets the allowed origins send and read the ETag', async () => {
    const preflight = { origin, 'access-control-request-method': 'POST' }
    expect((await ask(`/${aws.bucket}`, preflight)).status).toBe(403)
    const before = await aws.send({ method: 'GET', path: `/${aws.bucket}/x`, headers: { origin } })
    expect(before.headers['access-control-allow-origin']).toBeUndefined()

    const CORSRules = [
      {
        AllowedOrigins: ['https://*.example.com'],
        AllowedMethods: ['GET', 'POST'],
        AllowedHeaders: ['content-*'],
        ExposeHeaders: ['ETag'],
        MaxAgeSeconds: 300,
      },
    ]
    const command = new PutBucketCorsCommand({ Bucket: aws.bucket, CORSConfiguration: { CORSRules } })
    await aws.client.send(command)
    const allowed = await ask(`/${aws.bucket}`, {
      ...preflight,
      'access-control-request-headers': 'content-type',
    })
    expect(allowed.status).toBe(200)
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin)
    expect(allowed.headers.get('access-control-allow-methods')).toContain('POST')
    expect(allowed.headers.get('access-control-allow-headers')).toContain('content-type')
    expect(allowed.headers.get('access-control-max-age')).toBe('300')
    const refused = [
      { ...preflight, origin: 'https://app.example.com.evil.test' },
      { ...preflight, 'access-control-request-method': 'DELETE' },
      { ...preflight, 'access-control-request-headers': 'x-other' },
    ]
    for (const headers of refused) expect((await ask(`/${aws.bucket}`, headers)).status).toBe(403)

    const post = await sign('posted/cors')
    const form = new FormData()
    for (const [name, value] of Object.entries(post.fields)) form.append(name, value)
    form.append('file', new Blob(['the file']))
    const answer = await fetch(post.url, { method: 'POST', body: form, headers: { origin } })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect(answer.headers.get('access-control-expose-headers')).toBe('ETag')
    const failed = await aws.send({ method: 'GET', path: `/${aws.bucket}/missing`, headers: { origin } })
    expect(failed).toMatchObject({ status: 404, headers: { 'access-control-allow-origin': origin } })
    const stranger = { origin: 'https://evil.test' }
    const other = await aws.send({ method: 'GET', path: `/${aws.bucket}/missing`, headers: stranger })
    expect(other.headers['access-control-allow-origin']).toBeUndefined()
  })
})
