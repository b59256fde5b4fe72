import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DISK_FULL, isDiskFull, logFailure } from '../full-disk.ts'
import type { LocalAccount, LocalRequest, LocalResponse, LocalService } from '../service.ts'
import { sendCreatedEvent } from './created-event.ts'
import { findOperation } from './operations.ts'
import type { S3 } from './s3.ts'
import { S3Error } from './s3-error.ts'
import { EventOutbox } from './storage/event-outbox.ts'
import { MultipartStore } from './storage/multipart-store.ts'
import { ObjectStore } from './storage/object-store.ts'
import { authenticate } from './wire/authenticate.ts'
import { headerValue, readCall, type S3Call, type S3Reply } from './wire/call.ts'
import { corsHeaders } from './wire/cors.ts'
import { writeXml } from './wire/xml-write.ts'

/**
 * S3 on loopback, path style. What it has not, it refuses as NotImplemented. Every object committed under
 * `objectCreatedPrefix` is told to `objectCreatedUrl` at least once, across crashes.
 * One process at a time may own `folder`.
 */
export async function createS3(options: {
  folder: string
  account: LocalAccount
  objectCreatedUrl?: string
  objectCreatedPrefix?: string
  now?: () => Date
}): Promise<LocalService> {
  const { folder, account, objectCreatedUrl, objectCreatedPrefix = 'uploads/' } = options
  const now = options.now ?? (() => new Date())
  await mkdir(folder, { recursive: true })
  const objects = await ObjectStore.open(folder, now)
  const uploads = await MultipartStore.open(join(folder, 'multipart'), objects)
  const outbox =
    objectCreatedUrl === undefined
      ? undefined
      : await EventOutbox.open(join(folder, 'events'), objects, (event, signal) =>
          sendCreatedEvent(objectCreatedUrl, account.region, event, signal),
        )
  const s3: S3 = {
    account,
    objects,
    uploads,
    events: outbox && { outbox, prefix: objectCreatedPrefix },
    now,
  }
  return {
    name: 's3',
    matches: () => true,
    handle: (request, response) => handle(s3, request, response),
    close: async () => await outbox?.close(),
  }
}

async function handle(s3: S3, request: LocalRequest, response: LocalResponse): Promise<void> {
  let reply: S3Reply
  let cors: Record<string, string> = {}
  const bytes = request.iterator({ destroyOnReturn: false }) // refusing a body must not cut the connection
  try {
    const call = { ...readCall(request), body: bytes }
    cors = corsOf(s3, call)
    reply = await answer(s3, request, call)
  } catch (error) {
    if (isCutOff(request)) return // nobody is left to answer, and nothing was kept
    reply = errorReply(asS3Error(error, request), request.url ?? '')
    await bytes.return?.()
    await discard(request)
  }
  await send(request, response as ServerResponse, { ...reply, headers: { ...cors, ...reply.headers } })
}

async function answer(s3: S3, request: LocalRequest, call: S3Call): Promise<S3Reply> {
  if (call.method === 'OPTIONS') return await findOperation(call).run(call, s3)
  const isForm = call.method === 'POST' && call.key === '' && call.query.length === 0
  // Who is it comes first: a stranger isn't told what we can do.
  const signature = isForm ? undefined : authenticate(request, s3.account, s3.now())
  return await findOperation(call).run({ ...call, signature }, s3)
}

function corsOf(s3: S3, call: S3Call): Record<string, string> {
  const origin = headerValue(call, 'origin')
  const rules = s3.objects.buckets.get(call.bucket)?.settings.cors
  if (origin === undefined || rules === undefined || call.method === 'OPTIONS') return {}
  return corsHeaders(rules, { origin, method: call.method, headers: [] }) ?? {}
}

/** Whatever else went wrong is answered as well: a body that nobody reads would keep its sender waiting. */
function asS3Error(error: unknown, { method, url }: LocalRequest): S3Error {
  if (error instanceof S3Error) return error
  logFailure(`s3 failed on ${method} ${url}`, error)
  if (isDiskFull(error)) return new S3Error('InsufficientStorage', 507, DISK_FULL)
  return new S3Error('InternalError', 500, 'We encountered an internal error. Please try again.')
}

function errorReply(error: S3Error, resource: string): S3Reply {
  const { code, message: Message, details } = error
  const body = writeXml('Error', { Code: code, Message, ...details, Resource: resource }, { xmlns: false })
  return { status: error.status, body }
}

async function send(request: LocalRequest, response: ServerResponse, reply: S3Reply): Promise<void> {
  const { status, body } = reply
  const isText = typeof body === 'string'
  response.writeHead(status, {
    'x-amz-request-id': randomBytes(8).toString('hex').toUpperCase(),
    ...(isText ? { 'content-type': 'application/xml' } : {}),
    ...(isText && request.method !== 'HEAD' ? { 'content-length': `${Buffer.byteLength(body)}` } : {}),
    ...(body === undefined && status === 200 ? { 'content-length': '0' } : {}),
    ...reply.headers,
  })
  if (body === undefined || isText || request.method === 'HEAD') {
    response.end(request.method === 'HEAD' ? undefined : body)
    return
  }
  if (response.destroyed) {
    // Gone while we looked for it; nobody else closes the file.
    if (body instanceof Readable) body.destroy()
    return
  }
  try {
    await pipeline(body, response)
  } catch (error) {
    if (!isPrematureClose(error)) throw error // else the reader has had enough
  }
}

/** Most clients read the answer only when they have sent everything; beyond this they have to cope. */
const MAX_DISCARDED_BYTES = 64 * 1024 * 1024

async function discard(request: LocalRequest): Promise<void> {
  let discarded = 0
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      discarded += chunk.length
      if (discarded > MAX_DISCARDED_BYTES) return
    }
  } catch (error) {
    if (!isCutOff(request)) throw error
  }
}

function isCutOff(request: LocalRequest): boolean {
  return request.destroyed && !request.complete
}

function isPrematureClose(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
}
