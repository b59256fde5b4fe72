import type { Socket } from 'node:net'

/** How long a connection may take to come about, and then be silent in the middle of a call. */
export interface Patience {
  connectionTimeout: number
  /** Infinity: whoever calls watches that. */
  socketTimeout: number
}

const TICKS = 10
const CONNECTING = -1
const NOTHING_YET = -2

/**
 * Gives up connections on which nothing happens. What is counted is turns of a timer, not time that has passed:
 * while our own event loop is busy the turns come late, and nobody else is blamed for that. A call that waits
 * for one of our own connections to come free is not counted at all.
 */
export class Waiting {
  readonly #patience: Patience
  readonly #tickMs: number
  readonly #calls = new Set<WaitingCall>()
  #timer: NodeJS.Timeout | undefined

  constructor(patience: Patience) {
    this.#patience = patience
    this.#tickMs = Math.min(patience.connectionTimeout, patience.socketTimeout) / TICKS
  }

  add(call: WaitingCall): void {
    this.#calls.add(call)
    this.#timer ??= setInterval(() => this.#tick(), this.#tickMs).unref()
  }

  delete(call: WaitingCall): void {
    this.#calls.delete(call)
    if (this.#calls.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #tick(): void {
    for (const call of this.#calls) {
      const { socket } = call
      if (!socket) continue
      const open = isOpen(socket)
      const patience = open ? this.#patience.socketTimeout : this.#patience.connectionTimeout
      if (patience === Number.POSITIVE_INFINITY) {
        this.delete(call)
        continue
      }
      const seen = open ? socket.bytesRead + socket.bytesWritten : CONNECTING
      if (seen !== call.seen) {
        call.seen = seen
        call.ticks = 0
      } else if (++call.ticks * this.#tickMs >= patience) {
        call.giveUp(timeoutError(open, patience))
      }
    }
  }
}

function isOpen(socket: Socket & { secureConnecting?: boolean }): boolean {
  return !socket.connecting && !socket.secureConnecting
}

export class WaitingCall {
  socket: Socket | null = null
  seen = NOTHING_YET
  ticks = 0
  readonly giveUp: (error: Error) => void

  constructor(giveUp: (error: Error) => void) {
    this.giveUp = giveUp
  }
}

function timeoutError(open: boolean, patience: number): Error {
  const what = open ? 'was silent' : 'could not be connected to'
  return Object.assign(new Error(`The service ${what} for ${patience} ms.`), { name: 'TimeoutError' })
}
