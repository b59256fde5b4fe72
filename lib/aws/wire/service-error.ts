import type { IncomingMessage } from 'node:http'

/** What a service refused, in the shape of the SDK's errors. */
export class ServiceError extends Error {
  readonly $fault: 'client' | 'server'
  readonly $metadata: { httpStatusCode: number; requestId?: string }
  /** Of a transaction, one for each part. */
  readonly CancellationReasons?: { Code?: string; Message?: string; Item?: Record<string, unknown> }[]
  /** Of a condition that failed, where it was asked for; marshalled, as the SDK has it. */
  readonly Item?: Record<string, unknown>

  /** When the service says it was. */
  readonly date: string | undefined
  /** How long the service wants to be left alone; 0: it does not say. */
  readonly retryAfterMs: number

  constructor(name: string, message: string, { status, requestId, date, retryAfter, body }: ErrorAnswer) {
    super(message)
    this.name = name
    this.$fault = status >= 500 ? 'server' : 'client'
    this.$metadata = { httpStatusCode: status, requestId }
    this.date = date
    this.retryAfterMs = Number(retryAfter) * 1_000 || 0
    if (Array.isArray(body.CancellationReasons)) this.CancellationReasons = body.CancellationReasons
    if (body.Item) this.Item = body.Item as Record<string, unknown>
  }
}

interface ErrorAnswer {
  status: number
  requestId: string | undefined
  date: string | undefined
  retryAfter: string | undefined
  body: Record<string, unknown>
}

/** The refusal that this answer is; its name may stand in a header or in the body. */
export function serviceErrorOf(message: IncomingMessage, bytes: Buffer): ServiceError {
  const status = message.statusCode ?? 0
  const body = parse(bytes)
  const code = header(message, 'x-amzn-errortype') ?? body.code ?? body.__type
  const said = body.message ?? body.Message
  const name = typeof code === 'string' ? nameOf(code) : 'UnknownError'
  const text = typeof said === 'string' ? said : `The service answered ${status}.`
  return new ServiceError(name, text, {
    ...{ status, body, requestId: header(message, 'x-amzn-requestid') },
    ...{ date: message.headers.date, retryAfter: message.headers['retry-after'] },
  })
}

/** `com.amazonaws.dynamodb#Name:http://…` and its shorter forms. */
function nameOf(code: string): string {
  return code.split(',')[0]!.split(':')[0]!.split('#').at(-1)!
}

function parse(bytes: Buffer): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(bytes.toString('utf8'))
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  } catch {
    // A proxy's page, or nothing: the status says enough.
    return {}
  }
}

function header(message: IncomingMessage, name: string): string | undefined {
  const value = message.headers[name]
  return Array.isArray(value) ? value[0] : value
}
