import type { AnswerChunk } from '../core/contract/answer-chunk.ts'

/** For tests only: a chat on the other side of `fetch`, whose answers the test writes by hand. */
export function fakeChat() {
  const asked: Asked[] = []
  let handedOut = 0
  let arrived = Promise.withResolvers<void>()

  async function send(_url: unknown, init: RequestInit = {}): Promise<Response> {
    init.signal?.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<Response>()
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const writer = writable.getWriter()
    init.signal?.addEventListener('abort', () => {
      reject(init.signal!.reason)
      writer.abort(init.signal!.reason).catch(() => undefined)
    })
    const response = new Response(readable)
    const encoder = new TextEncoder()
    asked.push({
      ...JSON.parse(String(init.body)),
      bearer: new Headers(init.headers).get('authorization')?.replace('Bearer ', ''),
      signal: init.signal,
      say(...chunks) {
        resolve(response)
        const lines = chunks.map(chunk => `data: ${JSON.stringify(chunk)}\n\n`)
        // A reader that leaves is what is tried here.
        writer.write(encoder.encode(lines.join(''))).catch(() => undefined)
      },
      end: () => writer.close(),
      refuse: resolve,
    } satisfies Partial<Asked>)
    arrived.resolve()
    return promise
  }

  return {
    fetch: send as typeof fetch,
    asked,
    /** The next question, as soon as it arrives. */
    async next(): Promise<Asked> {
      while (asked.length <= handedOut) {
        await arrived.promise
        arrived = Promise.withResolvers()
      }
      return asked[handedOut++]!
    },
  }
}

export interface Asked {
  question: string
  conversationId: string | null
  bearer: string | undefined
  signal: AbortSignal | null | undefined
  /** Streams chunks, all in one piece. */
  say(...chunks: AnswerChunk[]): void
  end(): void
  /** Answers something else instead. */
  refuse(response: Response): void
}
