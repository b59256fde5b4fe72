import { buffer } from 'node:stream/consumers'
import { Environment, type FunctionResponse, type FunctionSettings } from './environment.ts'
import { FunctionError, Throttled } from './function-error.ts'

/** Of an event, and of a response that is not streamed. */
const MAX_PAYLOAD_BYTES = 6 * 1_024 * 1_024

/** For whoever looks into a failure. */
const KEPT_LINES = 1_000

/**
 * One Lambda function on loopback: real processes that load the real bundle, one event at a time in each.
 * Carries buffered and streamed invocations, concurrency and the timeout. It does not carry: memory limits,
 * freezing between events, a read-only file system, versions, layers.
 */
export class LocalFunction {
  readonly settings: FunctionSettings
  readonly #concurrency: number
  readonly #idle: Environment[] = []
  readonly #all = new Set<Environment>()
  readonly #lines: string[] = []
  #busy = 0

  /** `concurrency`: events at a time; more are throttled. */
  constructor(settings: FunctionSettings, options: { concurrency: number }) {
    this.settings = settings
    this.#concurrency = options.concurrency
  }

  /** What the handler returns. Throws `FunctionError` or `Throttled`. */
  async invoke(event: unknown): Promise<unknown> {
    const { body, ended } = await this.stream(event)
    const bytes = await buffer(body)
    await ended
    if (bytes.length > MAX_PAYLOAD_BYTES) {
      throw new FunctionError('Function.ResponseSizeTooLarge', `Response payload size exceeded 6 MB`)
    }
    return JSON.parse(bytes.toString())
  }

  /** Resolves when the response begins; `ended` when the handler has returned, too. */
  async stream(event: unknown): Promise<FunctionResponse & { ended: Promise<void> }> {
    const payload = JSON.stringify(event)
    if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES) {
      throw new RangeError('RequestEntityTooLargeException: an event holds at most 6 MB.')
    }
    if (this.#busy >= this.#concurrency) throw new Throttled()
    this.#busy++
    let ended: Promise<void> | null = null
    try {
      const environment = await this.#take()
      const invocation = environment.invoke(payload)
      ended = invocation.ended.then(() => {
        this.#busy--
        if (environment.alive) this.#idle.push(environment)
        else this.#all.delete(environment)
      })
      return { ...(await invocation.began), ended }
    } catch (error) {
      if (ended) await ended
      else this.#busy--
      throw error
    }
  }

  /** What the function printed, its last lines. */
  log(): string[] {
    return [...this.#lines]
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map(environment => environment.stop()))
  }

  async #take(): Promise<Environment> {
    for (let warm = this.#idle.pop(); warm; warm = this.#idle.pop()) if (warm.alive) return warm
    const environment = await Environment.start(this.settings, line => {
      this.#lines.push(line)
      if (this.#lines.length > KEPT_LINES) this.#lines.shift()
    })
    this.#all.add(environment)
    return environment
  }
}
