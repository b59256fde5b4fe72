import { createHash, timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'
import type { LocalAccount, LocalRequest } from '../service.ts'
import { BedrockError } from './bedrock-error.ts'
import type { CallLog } from './call-log.ts'
import { type Exchange, sendJson } from './exchange.ts'
import { type AccessBook, ModelAccess } from './model-access.ts'
import { type Script, ScriptRequest } from './script.ts'

/**
 * Not AWS: how tests order the next replies and see what reached the model.
 *
 *     POST   /_bedrock/script   { steps: ScriptStep[] }
 *     DELETE /_bedrock/script
 *     GET    /_bedrock/calls    -> { calls: ModelCall[] }
 *     DELETE /_bedrock/calls
 *     POST   /_bedrock/access   ModelAccess: what the account may do with one model
 *     DELETE /_bedrock/access
 *
 * Only from loopback and with the account's secret key in `x-docent-script`.
 */
export async function answerTestControl(options: {
  request: LocalRequest
  exchange: Exchange
  account: LocalAccount
  script: Script
  calls: CallLog
  access: AccessBook
}): Promise<void> {
  const { request, exchange, account, script, calls, access } = options
  const key = request.headers['x-docent-script']
  if (!isLoopback(request) || typeof key !== 'string' || !isSame(key, account.secretAccessKey)) {
    throw new BedrockError(
      'AccessDeniedException',
      "Test control needs the account's secret key in x-docent-script, from loopback.",
    )
  }
  switch (`${request.method} ${request.url}`) {
    case 'POST /_bedrock/script': {
      const body = await exchange.readBody()
      if (body === undefined) return
      script.add(parse(ScriptRequest, body.bytes).steps)
      return sendJson(exchange, 200, {})
    }
    case 'DELETE /_bedrock/script':
      script.clear()
      return sendJson(exchange, 200, {})
    case 'GET /_bedrock/calls':
      return sendJson(exchange, 200, { calls: calls.list() })
    case 'DELETE /_bedrock/calls':
      calls.clear()
      return sendJson(exchange, 200, {})
    case 'POST /_bedrock/access': {
      const body = await exchange.readBody()
      if (body === undefined) return
      access.set(parse(ModelAccess, body.bytes))
      return sendJson(exchange, 200, {})
    }
    case 'DELETE /_bedrock/access':
      access.clear()
      return sendJson(exchange, 200, {})
    default:
      throw new BedrockError(
        'UnknownOperationException',
        `No test control at ${request.method} ${request.url}.`,
      )
  }
}

function parse<Shape extends z.ZodType>(shape: Shape, bytes: Buffer): z.output<Shape> {
  let json: unknown
  try {
    json = JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw new BedrockError('ValidationException', 'The script is not valid JSON.', { cause })
  }
  const parsed = shape.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  throw new BedrockError(
    'ValidationException',
    `Script: ${issue.path.join('.') || 'body'}: ${issue.message}.`,
  )
}

function isLoopback(request: LocalRequest): boolean {
  const address = request.socket.remoteAddress ?? ''
  return address === '::1' || address.replace('::ffff:', '').startsWith('127.')
}

/** Hashes first, because timingSafeEqual needs equal lengths. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
