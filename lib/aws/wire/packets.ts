import type { IncomingMessage } from 'node:http'

/** More than this is not read ahead of a slow reader. */
const MAX_AHEAD_BYTES = 262_144

/** The packets of an answer as they come: whoever asks gets what is there at once, and waits only for what is not. */
export class Packets {
  readonly #answer: IncomingMessage
  readonly #ahead: Buffer[] = []
  #aheadBytes = 0
  #over = false
  #error: Error | null = null
  #wake: (() => void) | null = null

  constructor(answer: IncomingMessage) {
    this.#answer = answer
    answer.on('data', (packet: Buffer) => {
      this.#ahead.push(packet)
      this.#aheadBytes += packet.length
      if (this.#aheadBytes > MAX_AHEAD_BYTES) answer.pause()
      this.#wake?.()
    })
    answer.on('end', () => this.#end(null))
    answer.on('error', error => this.#end(error))
  }

  /** A packet that has come already, or null. */
  take(): Buffer | null {
    const packet = this.#ahead.shift() ?? null
    if (packet) {
      this.#aheadBytes -= packet.length
      if (this.#answer.isPaused() && this.#aheadBytes <= MAX_AHEAD_BYTES) this.#answer.resume()
    }
    return packet
  }

  /** Resolves to whether there is more to take; rejects where the answer broke off. */
  async more(): Promise<boolean> {
    if (this.#ahead.length === 0 && !this.#over) {
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
      this.#wake = null
    }
    if (this.#ahead.length > 0) return true
    if (this.#error) throw this.#error
    return false
  }

  /** Reads no more; what has not been answered to its end has its connection destroyed. */
  leave(): void {
    if (!this.#over) this.#answer.destroy()
  }

  #end(error: Error | null): void {
    this.#over = true
    this.#error = error
    this.#wake?.()
  }
}
