import { type ClientRequest, request } from 'node:http'
import { Writable } from 'node:stream'

export type StreamingHandler = (event: unknown, stream: Writable, context: object) => Promise<unknown>

/** Tells a function that what follows begins with its status and headers. */
export const WITH_PRELUDE = 'application/vnd.awslambda.http-integration-response'
/** Zeros after the JSON of status and headers. */
export const DELIMITER_BYTES = 8

const streaming = new WeakSet<object>()

export function streams(handler: object): handler is StreamingHandler {
  return streaming.has(handler)
}

/** What the runtime of Node puts into a function's global scope. */
export const awslambda = {
  streamifyResponse(handler: StreamingHandler): StreamingHandler {
    streaming.add(handler)
    return handler
  },
  HttpResponseStream: {
    /** Status and headers travel with the first write, and not at all where there is none. */
    from(stream: ResponseStream, prelude: object): ResponseStream {
      stream.setContentType(WITH_PRELUDE)
      stream.prelude = Buffer.concat([Buffer.from(JSON.stringify(prelude)), Buffer.alloc(DELIMITER_BYTES)])
      return stream
    },
  },
}

/**
 * The body of one streamed response, on its way to the runtime API. Nothing is sent before the first write;
 * where the other side hangs up, it closes.
 */
export class ResponseStream extends Writable {
  prelude: Buffer | null = null
  /** Resolves when the runtime API has all, or has hung up. */
  readonly sent: Promise<void>
  readonly #url: string
  #contentType = 'application/octet-stream'
  #request: ClientRequest | null = null
  #done!: () => void

  constructor(url: string) {
    // An empty write is one too.
    super({ decodeStrings: true })
    this.#url = url
    this.sent = new Promise(resolve => {
      this.#done = resolve
    })
  }

  setContentType(type: string): void {
    if (this.#request) throw new Error('The content type comes before the first write.')
    this.#contentType = type
  }

  override _write(piece: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    const open = this.#open()
    const bytes = this.prelude ? Buffer.concat([this.prelude, piece]) : piece
    this.prelude = null
    if (bytes.length === 0) done()
    else open.write(bytes, done)
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#open().end(() => done())
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (!this.writableFinished) this.#request?.destroy()
    if (error || !this.writableFinished) this.#done()
    done(error)
  }

  #open(): ClientRequest {
    if (this.#request) return this.#request
    this.#request = request(this.#url, {
      method: 'POST',
      headers: {
        'content-type': this.#contentType,
        'lambda-runtime-function-response-mode': 'streaming',
        'transfer-encoding': 'chunked',
      },
    })
      .once('response', response => response.resume().once('end', this.#done))
      .once('error', () => this.destroy())
      .once('close', () => this.destroy())
    return this.#request
  }
}
