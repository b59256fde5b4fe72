import { createHash, randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { encodeEvent, encodeFrame } from '../event-stream.ts'
import { listenOnOnePort } from '../one-port.ts'
import { sendAnswer } from '../send-answer.ts'
import type { LocalAccount, LocalRequest, LocalResponse } from '../service.ts'
import { SignatureError, verifySignature } from '../sigv4.ts'
import type { LocalFunction } from './function.ts'
import { FunctionError, Throttled } from './function-error.ts'

/** Of an event. */
const MAX_PAYLOAD_BYTES = 6 * 1_024 * 1_024

/** What of a function's name may be given: the name alone, or the ARN that ends in it. */
const PATH = /^\/2021-11-15\/functions\/([\w:-]+|(?:[\w-]|%3A)+)\/response-streaming-invocations$/i

/**
 * AWS Lambda's API on loopback, as much as calls with InvokeWithResponseStream: signed, answered in event-stream
 * frames as the function writes. Every other operation is refused by name.
 * Source: "InvokeWithResponseStream", AWS Lambda API reference.
 */
export async function serveLambda(options: {
  account: LocalAccount
  functions: LocalFunction[]
  now?: () => Date
}): Promise<{ url: string; close(): Promise<void> }> {
  const { account, now = () => new Date() } = options
  const functions = new Map(options.functions.map(each => [each.settings.name, each]))
  const listener = await listenOnOnePort(0, (request, response) => void answer(request, response))

  async function answer(request: LocalRequest, response: LocalResponse): Promise<void> {
    try {
      const { fn, event } = asked(request, await buffer(request))
      // What cannot be taken is refused; what fails has failed in the stream.
      const outcome = await fn.stream(event).catch(error => {
        if (error instanceof FunctionError) return error
        throw error
      })
      await sendStream(response as ServerResponse, outcome)
    } catch (error) {
      const said = refusalOf(error)
      sendAnswer(
        response,
        said.status,
        {
          'content-type': 'application/json',
          'x-amzn-errortype': said.code,
          'x-amzn-requestid': randomUUID(),
        },
        JSON.stringify({ Type: 'User', message: said.message }),
      )
    }
  }

  function asked(request: LocalRequest, body: Buffer): { fn: LocalFunction; event: unknown } {
    const { method = '', url: path = '', headers } = request
    const bodySha256 = createHash('sha256').update(body).digest('hex')
    verifySignature({ method, url: path, headers }, { account, service: 'lambda', now: now(), bodySha256 })
    const named = PATH.exec(path)?.[1]
    if (method !== 'POST' || !named)
      throw new Refusal(404, 'UnknownOperationException', `The Lambda on loopback has no ${method} ${path}.`)
    const name = named.replaceAll(/%3a/gi, ':').split(':').at(-1)!
    const fn = functions.get(name)
    if (!fn) throw new Refusal(404, 'ResourceNotFoundException', `Function not found: ${name}`)
    if (body.length > MAX_PAYLOAD_BYTES)
      throw new Refusal(
        413,
        'RequestTooLargeException',
        `Request must be smaller than ${MAX_PAYLOAD_BYTES} bytes`,
      )
    try {
      return { fn, event: JSON.parse(body.toString() || '{}') }
    } catch (cause) {
      throw new Refusal(400, 'InvalidRequestContentException', 'Could not parse request body into json.', {
        cause,
      })
    }
  }

  return { url: `http://127.0.0.1:${listener.port}`, close: () => listener.close() }
}

class Refusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.status = status
    this.code = code
  }
}

function refusalOf(error: unknown): { status: number; code: string; message: string } {
  if (error instanceof Refusal) return error
  if (error instanceof SignatureError) return { status: 403, code: error.code, message: error.message }
  if (error instanceof Throttled) return { status: 429, code: error.name, message: error.message }
  console.error('local-aws: lambda failed', error)
  return { status: 500, code: 'ServiceException', message: '' }
}

/** What the function wrote, piece by piece; then how it ended. */
async function sendStream(
  response: ServerResponse,
  outcome: Awaited<ReturnType<LocalFunction['stream']>> | FunctionError,
): Promise<void> {
  response.writeHead(200, { 'content-type': EVENT_STREAM, 'x-amzn-requestid': randomUUID() })
  const failure = outcome instanceof FunctionError ? outcome : await passPieces(outcome, response)
  const { name: ErrorCode, message: ErrorDetails } = failure ?? {}
  response.end(encodeEvent('InvokeComplete', failure ? { ErrorCode, ErrorDetails } : {}))
}

/** Gives what a function broke off with. */
async function passPieces(
  { body, ended }: Awaited<ReturnType<LocalFunction['stream']>>,
  response: ServerResponse,
): Promise<FunctionError | null> {
  try {
    for await (const piece of body) {
      if (response.destroyed || response.write(encodeFrame(PAYLOAD_CHUNK, piece))) continue
      await new Promise<void>(resolve => response.once('drain', resolve).once('close', resolve))
    }
    await ended
    return null
  } catch (error) {
    return new FunctionError('Unhandled', (error as Error).message)
  }
}

const EVENT_STREAM = 'application/vnd.amazon.eventstream'
const PAYLOAD_CHUNK = {
  ':event-type': 'PayloadChunk',
  ':content-type': 'application/octet-stream',
  ':message-type': 'event',
}
