import { HttpResponse } from '@smithy/core/protocols'
import { NodeHttpHandler } from '@smithy/node-http-handler'

/** Sends an SDK client's requests, and refuses or breaks off where a test wants it. */
export class UnreliableHandler extends NodeHttpHandler {
  #refusals: { status: number; error: string }[] = []
  #left = Number.POSITIVE_INFINITY

  /** The next `count` calls are answered so, without being sent. */
  refuse(count: number, status: number, error: string): void {
    this.#refusals = Array.from({ length: count }, () => ({ status, error }))
  }

  /** After `calls` more nothing gets through. */
  breakAfter(calls: number): void {
    this.#left = calls
  }

  repair(): void {
    this.#left = Number.POSITIVE_INFINITY
  }

  override handle(...call: Parameters<NodeHttpHandler['handle']>): ReturnType<NodeHttpHandler['handle']> {
    const refusal = this.#refusals.shift()
    if (refusal) {
      const { status: statusCode, error } = refusal
      const headers = { 'x-amzn-errortype': error, 'content-type': 'application/json' }
      return Promise.resolve({
        response: new HttpResponse({
          statusCode,
          headers,
          body: new TextEncoder().encode('{"message":"no"}'),
        }),
      })
    }
    if (this.#left-- <= 0) return Promise.reject(new Error('The wire is cut.'))
    return super.handle(...call)
  }
}
