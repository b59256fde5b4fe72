import { createHash, createHmac, randomBytes } from 'node:crypto'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { text } from 'node:stream/consumers'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { SignatureV4 } from '@smithy/signature-v4'
import type { AwsTarget } from './aws-target.ts'
import { contractSettings } from './contract-settings.ts'

export interface S3Target {
  client: S3Client
  bucket: string
  /** Where raw requests go, path style. */
  origin: URL
  /** Sends a request of any shape; signs it, in the header or for `expiresIn` seconds in the query. */
  send(sent: RawRequest): Promise<RawAnswer>
  close(): Promise<void>
}

export interface RawRequest {
  method: string
  /** As it goes on the wire. */
  path: string
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: string | Buffer
  /** A body that depends on the signature. */
  bodyOf?: (authorization: string) => string
  sign?: 'header' | 'query' | 'none'
  signingDate?: Date
  expiresIn?: number
  /** Changes what was signed, after signing. */
  tamper?: (signed: { path: string; query: Record<string, string>; headers: Record<string, string> }) => void
}

export interface RawAnswer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  /** The `Code` of an error document. */
  code: string | undefined
}

/** A client and a new bucket; `close` empties and deletes the bucket. */
export async function openS3Target(
  target: Pick<AwsTarget, 'region' | 'endpoint' | 'credentials'>,
): Promise<S3Target> {
  const { region, endpoint, credentials } = target
  const client = new S3Client({ region, endpoint, credentials, forcePathStyle: true, maxAttempts: 1 })
  const bucket = `${contractSettings.prefix}-${randomBytes(6).toString('hex')}`
  await client.send(new CreateBucketCommand({ Bucket: bucket }))
  const origin = new URL(endpoint ?? `https://s3.${region}.amazonaws.com`)
  return {
    client,
    bucket,
    origin,
    send: sent => sendRaw(client, origin, region, sent),
    async close() {
      for (;;) {
        const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }))
        if (Contents.length === 0) break
        for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }))
      }
      await client.send(new DeleteBucketCommand({ Bucket: bucket }))
      client.destroy()
    },
  }
}

/** The S3 error a command ends in, as `code status`; 'done' when it doesn't. */
export async function outcome(command: Promise<unknown>): Promise<string> {
  try {
    await command
    return 'done'
  } catch (error) {
    if (error instanceof S3ServiceException) return `${error.name} ${error.$metadata.httpStatusCode}`
    throw error
  }
}

async function sendRaw(client: S3Client, origin: URL, region: string, sent: RawRequest): Promise<RawAnswer> {
  const { method, path, body = '', sign = 'header' } = sent
  const credentials = await client.config.credentials()
  const signer = new SignatureV4({
    credentials,
    region,
    service: 's3',
    sha256: NodeSha256,
    uriEscapePath: false,
  })
  const payload = sign === 'query' ? 'UNSIGNED-PAYLOAD' : createHash('sha256').update(body).digest('hex')
  const hasLength = (body.length > 0 || method === 'PUT') && !sent.headers?.['transfer-encoding']
  const unsigned = {
    method,
    protocol: origin.protocol,
    hostname: origin.hostname,
    path,
    query: { ...sent.query },
    headers: {
      host: origin.host,
      ...(sign === 'none' ? {} : { 'x-amz-content-sha256': payload }),
      ...(hasLength ? { 'content-length': `${Buffer.byteLength(body)}` } : {}),
      ...sent.headers,
    },
    body,
  }
  const options = { signingDate: sent.signingDate, expiresIn: sent.expiresIn }
  const signed =
    sign === 'none'
      ? unsigned
      : sign === 'query'
        ? await signer.presign({ ...unsigned, headers: { ...unsigned.headers } }, options)
        : await signer.sign(unsigned, options)
  const shaped = {
    path: signed.path,
    query: { ...signed.query } as Record<string, string>,
    headers: { ...unsigned.headers, ...signed.headers } as Record<string, string>,
  }
  if (sign === 'query') delete shaped.headers['x-amz-content-sha256']
  sent.tamper?.(shaped)
  return await exchange(origin, method, shaped, sent.bodyOf?.(shaped.headers.authorization!) ?? body)
}

function exchange(
  origin: URL,
  method: string,
  shaped: { path: string; query: Record<string, string>; headers: Record<string, string> },
  body: string | Buffer,
): Promise<RawAnswer> {
  const query = Object.entries(shaped.query).map(
    ([name, value]) => `${strictEncode(name)}=${strictEncode(value)}`,
  )
  const path = query.length === 0 ? shaped.path : `${shaped.path}?${query.join('&')}`
  const request = origin.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const outgoing = request(origin, { method, path, headers: shaped.headers }, async response => {
      const answer = await text(response)
      const code = /<Code>(.*?)<\/Code>/.exec(answer)?.[1]
      resolve({ status: response.statusCode!, headers: response.headers, text: answer, code })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

export function strictEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

export class NodeSha256 {
  private hash: ReturnType<typeof createHmac> | ReturnType<typeof createHash>
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
