import { createHash, randomUUID } from 'node:crypto'
import { serialQueue } from '../cognito/serial-queue.ts'
import { sendAnswer } from '../send-answer.ts'
import type { LocalAccount, LocalRequest, LocalResponse, LocalService } from '../service.ts'
import { SignatureError, type SignatureErrorCode, verifySignature } from '../sigv4.ts'
import { MAX_REQUEST_BYTES } from './limits.ts'
import { operations } from './operations.ts'
import { openVectorStore } from './store.ts'
import { invalid, VectorsError } from './vectors-error.ts'

/**
 * Amazon S3 Vectors on loopback, as far as an index per bot needs it: REST with JSON, every call's signature
 * checked, each answer given after what it says is on disk in `folder`. It compares exactly where AWS
 * approximates.
 */
export async function createS3Vectors(options: {
  folder: string
  account: LocalAccount
  now?: () => Date
}): Promise<LocalService> {
  const { folder, account, now = () => new Date() } = options
  const store = await openVectorStore(folder)
  const turns = serialQueue()

  async function run(request: LocalRequest): Promise<object> {
    const body = await readBody(request)
    const bodySha256 = createHash('sha256').update(body).digest('hex')
    const { headers, method = '', url = '' } = request
    verifySignature({ headers, method, url }, { account, service: 's3vectors', now: now(), bodySha256 })
    const name = url.slice(1)
    const operation = method === 'POST' && Object.hasOwn(operations, name) ? operations[name] : undefined
    if (!operation) {
      throw new VectorsError(
        'UnknownOperationException',
        `The S3 Vectors on loopback does not carry ${name || method}.`,
      )
    }
    const input = parseBody(body)
    return turns.run(() => operation(input, { region: account.region, store, now }))
  }

  return {
    name: 's3vectors',
    matches: isForVectors,
    async handle(request, response) {
      try {
        send(response, 200, await run(request))
      } catch (error) {
        const refusal = refusalOf(error)
        if (!refusal) throw error
        send(response, refusal.status, { message: refusal.message }, refusal.code)
      }
    },
    async close() {
      await turns.idle()
      await store.close()
    },
  }
}

/** Operations are paths in capitals, which no bucket of S3 may be called. */
function isForVectors({ headers, url = '' }: LocalRequest): boolean {
  const { authorization = '' } = headers
  if (/Credential=[^,]*\/aws4_request/.test(authorization)) {
    return authorization.includes('/s3vectors/aws4_request')
  }
  return Object.hasOwn(operations, url.slice(1))
}

async function readBody(request: LocalRequest): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += part.length
    if (size <= MAX_REQUEST_BYTES) parts.push(part)
  }
  if (size > MAX_REQUEST_BYTES) throw invalid('The request is larger than 20 MiB.')
  return Buffer.concat(parts)
}

function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch (cause) {
    throw invalid('The request is not JSON.', { cause })
  }
}

function send(response: LocalResponse, status: number, result: object, errorType?: string) {
  const headers = {
    'content-type': 'application/json',
    'x-amzn-requestid': randomUUID(),
    ...(errorType && { 'x-amzn-errortype': errorType }),
  }
  sendAnswer(response, status, headers, JSON.stringify(result))
}

function refusalOf(error: unknown): VectorsError | undefined {
  if (error instanceof VectorsError) return error
  if (error instanceof SignatureError) return new VectorsError(SIGNATURE_CODES[error.code], error.message)
  return undefined
}

/** As the JSON services of AWS name them. */
const SIGNATURE_CODES: Record<SignatureErrorCode, VectorsError['code']> = {
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  ExpiredToken: 'InvalidSignatureException',
  IncompleteSignature: 'IncompleteSignatureException',
}
