import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SignatureError, verifySignature } from './sigv4.ts'

const account = { region: 'us-east-1', accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' }
const now = new Date('2026-11-03T10:20:30Z')

describe('verifySignature', () => {
  it('accepts what the SDK signs, for any path, query, header and body, and no altered copy of it', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async drawn => {
        const signed = await sign(drawn, now)
        expect(outcome(signed, drawn.service)).toBe('accepted')
        const cuts = [...signed.headers.authorization!].map((_, index) => index)
        const at = cuts[cuts.length - 1 - (drawn.body.length % 64)]!
        const flipped = signed.headers.authorization![at] === '0' ? '1' : '0'
        const forged = `${signed.headers.authorization!.slice(0, at)}${flipped}${signed.headers.authorization!.slice(at + 1)}`
        expect(
          outcome({ ...signed, headers: { ...signed.headers, authorization: forged } }, drawn.service),
        ).toBe('SignatureDoesNotMatch')
        expect(outcome({ ...signed, url: `${signed.url}x` }, drawn.service)).toBe('SignatureDoesNotMatch')
        expect(outcome({ ...signed, method: 'PATCH' }, drawn.service)).toBe('SignatureDoesNotMatch')
      }),
      { numRuns: 300 },
    )
  })

  it('accepts presigned addresses of any key until the second they expire', async () => {
    await fc.assert(
      fc.asyncProperty(requests, fc.integer({ min: 1, max: 604_800 }), async (drawn, expiresIn) => {
        const presigned = await presign({ ...drawn, service: 's3', body: '' }, expiresIn)
        expect(outcome(presigned, 's3', new Date(now.getTime() + expiresIn * 1000))).toBe('accepted')
        expect(outcome(presigned, 's3', new Date(now.getTime() + expiresIn * 1000 + 1))).toBe('ExpiredToken')
        const longer = presigned.url.replace(
          /X-Amz-Expires=\d+/,
          `X-Amz-Expires=${(expiresIn % 604_800) + 1}`,
        )
        expect(outcome({ ...presigned, url: longer }, 's3')).toBe('SignatureDoesNotMatch')
      }),
      { numRuns: 100 },
    )
  })

  it('takes the host of an HTTP/2 request from its :authority', async () => {
    const signed = await sign({ ...plain, service: 'bedrock' }, now)
    const { host, ...rest } = signed.headers
    expect(outcome({ ...signed, headers: { ...rest, ':authority': host! } }, 'bedrock')).toBe('accepted')
    expect(outcome({ ...signed, headers: { ...rest, ':authority': 'elsewhere' } }, 'bedrock')).toBe(
      'SignatureDoesNotMatch',
    )
  })

  it('allows a clock that is 15 minutes wrong and no more', async () => {
    const signed = await sign(plain, now)
    for (const side of [-1, 1]) {
      const edge = now.getTime() + side * 15 * 60_000
      expect(outcome(signed, 'dynamodb', new Date(edge))).toBe('accepted')
      expect(outcome(signed, 'dynamodb', new Date(edge + side))).toBe('ExpiredToken')
    }
  })

  it('tells an unsigned, an unfinished and a foreign signature apart', async () => {
    const signed = await sign(plain, now)
    const { authorization, ...unsigned } = signed.headers
    const using = (changed: string) =>
      outcome({ ...signed, headers: { ...unsigned, authorization: changed } }, 'dynamodb')
    expect(outcome({ ...signed, headers: unsigned }, 'dynamodb')).toBe('MissingAuthenticationToken')
    expect(using(authorization!.replace(/, Signature=.*/, ''))).toBe('IncompleteSignature')
    expect(using('Basic abc')).toBe('IncompleteSignature')
    expect(using(authorization!.replace('LOCALKEY', 'OTHERKEY'))).toBe('InvalidClientTokenId')
    expect(using(authorization!.replace('us-east-1', 'us-west-2'))).toBe('SignatureDoesNotMatch')
    expect(using(authorization!.replace('20261103', '20261102'))).toBe('SignatureDoesNotMatch')
    expect(using(authorization!.replace('host;', ''))).toBe('IncompleteSignature')
    expect(using(authorization!.replace(/Signature=./, 'Signature=g'))).toBe('SignatureDoesNotMatch')
    expect(outcome(signed, 's3')).toBe('SignatureDoesNotMatch')
    const token = { ...signed.headers, 'x-amz-security-token': 'anything' }
    expect(outcome({ ...signed, headers: token }, 'dynamodb')).toBe('InvalidClientTokenId')
  })

  it('refuses a body that is not the one that was signed', async () => {
    const object = await sign({ ...plain, service: 's3' }, now)
    expect(outcome({ ...object, bodySha256: sha256('other') }, 's3')).toBe('SignatureDoesNotMatch')
    const signed = await sign(plain, now)
    expect(outcome({ ...signed, bodySha256: sha256('other') }, 'dynamodb')).toBe('SignatureDoesNotMatch')
    const { 'x-amz-content-sha256': _, ...headers } = signed.headers
    expect(outcome({ ...signed, headers, bodySha256: sha256('other') }, 'dynamodb')).toBe(
      'SignatureDoesNotMatch',
    )
  })

  it('refuses an S3 request to which somebody added an x-amz- header', async () => {
    const signed = await sign({ ...plain, service: 's3' }, now)
    const headers = { ...signed.headers, 'x-amz-copy-source': '/bucket/secret' }
    expect(outcome({ ...signed, headers }, 's3')).toBe('SignatureDoesNotMatch')
  })
})

interface Drawn {
  method: string
  segments: string[]
  query: Record<string, string>
  header: string
  body: string
  service: string
}

interface Sent {
  method: string
  url: string
  headers: Record<string, string>
  bodySha256?: string
}

const plain: Drawn = {
  method: 'POST',
  segments: ['a'],
  query: {},
  header: 'v',
  body: 'body',
  service: 'dynamodb',
}

const segment = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
const requests: fc.Arbitrary<Drawn> = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE'),
  segments: fc.array(
    segment.filter(text => text !== '.' && text !== '..' && text.isWellFormed()),
    { maxLength: 4 },
  ),
  query: fc.dictionary(
    segment.filter(text => text.isWellFormed() && text !== '__proto__' && !/^x-amz/i.test(text)),
    segment.filter(text => text.isWellFormed()),
    { maxKeys: 4 },
  ),
  header: fc.string({ maxLength: 20 }),
  body: fc.string({ maxLength: 70 }),
  service: fc.constantFrom('s3', 'dynamodb', 'bedrock', 'cognito-idp'),
})

function outcome(sent: Sent, service: string, at = now): string {
  const { bodySha256, ...request } = sent
  try {
    verifySignature(request, { account, service, now: at, bodySha256 })
    return 'accepted'
  } catch (error) {
    if (error instanceof SignatureError) return error.code
    throw error
  }
}

async function sign(drawn: Drawn, at: Date): Promise<Sent> {
  const signed = await signer(drawn.service).sign(asSdkRequest(drawn), { signingDate: at })
  return { ...sentFrom(signed), bodySha256: sha256(drawn.body) }
}

async function presign(drawn: Drawn, expiresIn: number): Promise<Sent> {
  const unsigned = {
    ...asSdkRequest(drawn),
    headers: { host: '127.0.0.1', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
  }
  return sentFrom(await signer('s3').presign(unsigned, { signingDate: now, expiresIn }))
}

function signer(service: string) {
  const uriEscapePath = service !== 's3'
  return new SignatureV4({
    credentials: account,
    region: account.region,
    service,
    sha256: NodeSha256,
    uriEscapePath,
  })
}

function asSdkRequest(drawn: Drawn) {
  const encoded = `/${drawn.segments.map(strictEncode).join('/')}`
  const path = drawn.service === 's3' ? encoded.replaceAll('%2F', '/') : encoded // as the SDK sends keys
  const { method, query, body } = drawn
  const headers = { host: '127.0.0.1:9000', 'x-amz-meta-a': drawn.header, 'content-length': `${body.length}` }
  return { method, protocol: 'http:', hostname: '127.0.0.1', path, query: { ...query }, headers, body }
}

function sentFrom(signed: {
  method: string
  path: string
  query?: object
  headers: Record<string, string>
}): Sent {
  const query = Object.entries(signed.query ?? {}).map(
    ([name, value]) => `${strictEncode(name)}=${strictEncode(value)}`,
  )
  const url = query.length === 0 ? signed.path : `${signed.path}?${query.join('&')}`
  return { method: signed.method, url, headers: signed.headers }
}

/** As the SDK writes paths and queries: everything but unreserved characters. */
function strictEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

class NodeSha256 {
  private hash: Hash | Hmac
  constructor(secret?: unknown) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Uint8Array)
  }
  update(data: Uint8Array) {
    this.hash.update(data)
  }
  async digest() {
    return new Uint8Array(this.hash.digest())
  }
  reset() {
    this.hash = createHash('sha256')
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
