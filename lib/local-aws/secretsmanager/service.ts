import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { serialQueue } from '../cognito/serial-queue.ts'
import { sendAnswer } from '../send-answer.ts'
import type { LocalAccount, LocalRequest, LocalResponse, LocalService } from '../service.ts'
import { SignatureError, type SignatureErrorCode, verifySignature } from '../sigv4.ts'
import { operations } from './operations.ts'
import { SecretsError } from './secrets-error.ts'
import { openSecretStore } from './store.ts'

/** The longest value, 65,536 characters of four bytes each, stays well below. */
const MAX_BODY_BYTES = 1_000_000
const TARGET_PREFIX = 'secretsmanager.'

/**
 * AWS Secrets Manager on loopback, as far as a key that is changed now and then needs it: AWS JSON 1.1, every
 * call's signature checked, each answer given after what it says is on disk in `folder`.
 */
export async function createSecretsManager(options: {
  folder: string
  account: LocalAccount
  now?: () => Date
}): Promise<LocalService> {
  const { folder, account, now = () => new Date() } = options
  const store = await openSecretStore(join(folder, 'secrets.json'))
  const turns = serialQueue()

  async function run(request: LocalRequest): Promise<object> {
    const body = await readBody(request)
    const bodySha256 = createHash('sha256').update(body).digest('hex')
    const { headers, method = '', url = '' } = request
    verifySignature({ headers, method, url }, { account, service: 'secretsmanager', now: now(), bodySha256 })
    const name = targetOf(request).slice(TARGET_PREFIX.length)
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined
    if (!operation) {
      throw new SecretsError(
        'UnknownOperationException',
        `The Secrets Manager on loopback does not carry ${name}.`,
      )
    }
    const input = parseBody(body)
    return turns.run(() => operation(input, { region: account.region, store, now }))
  }

  return {
    name: 'secretsmanager',
    matches: request => targetOf(request).startsWith(TARGET_PREFIX),
    async handle(request, response) {
      try {
        send(response, 200, await run(request))
      } catch (error) {
        const refusal = refusalOf(error)
        if (!refusal) throw error
        send(response, 400, { __type: refusal.code, Message: refusal.message }, refusal.code)
      }
    },
    close: () => turns.idle(),
  }
}

function targetOf(request: LocalRequest): string {
  return request.headers['x-amz-target']?.toString() ?? ''
}

async function readBody(request: LocalRequest): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += part.length
    if (size <= MAX_BODY_BYTES) parts.push(part)
  }
  if (size > MAX_BODY_BYTES) throw new SecretsError('SerializationException', 'The request is too large.')
  return Buffer.concat(parts)
}

function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch (cause) {
    throw new SecretsError('SerializationException', 'The request is not JSON.', { cause })
  }
}

function send(response: LocalResponse, status: number, result: object, errorType?: string) {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': randomUUID(),
    ...(errorType && { 'x-amzn-errortype': errorType }),
  }
  sendAnswer(response, status, headers, JSON.stringify(result))
}

function refusalOf(error: unknown): { code: string; message: string } | undefined {
  if (error instanceof SecretsError) return error
  if (error instanceof SignatureError) return { code: SIGNATURE_CODES[error.code], message: error.message }
  return undefined
}

/** As the JSON services of AWS name them. */
const SIGNATURE_CODES: Record<SignatureErrorCode, string> = {
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  ExpiredToken: 'InvalidSignatureException',
  IncompleteSignature: 'IncompleteSignatureException',
}
