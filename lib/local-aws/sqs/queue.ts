import { createHash, randomUUID } from 'node:crypto'

export interface QueueOptions {
  name: string
  /** How long a message that was received is nobody else's. */
  visibilityMs: number
  /** Receives after which a message that comes back goes to the dead letters. */
  maxReceiveCount: number
  /** Milliseconds since 1970. After moving it by hand call `look`. */
  now?: () => number
}

export interface Message {
  id: string
  body: string
  md5: string
  sentAt: number
  firstReceivedAt: number | null
  receiveCount: number
  /** Whose it is, where its sender says; those of one group wait for each other, not for those of others. */
  group: string | undefined
  /** Of the last receive: only its holder may delete. */
  receipt: string | null
  visibleAt: number
}

/**
 * A standard queue with its dead letters and its groups, in memory. Keeps the order as long as all goes well, which is more
 * than AWS promises: tests send duplicates and other orders themselves.
 */
export class Queue {
  readonly options: QueueOptions
  readonly deadLetters: Message[] = []
  readonly #messages = new Map<string, Message>()
  readonly #listeners = new Set<() => void>()
  readonly #now: () => number
  #timer: NodeJS.Timeout | undefined

  constructor(options: QueueOptions) {
    this.options = options
    this.#now = options.now ?? Date.now
  }

  send(body: string, group?: string): Message {
    const now = this.#now()
    const message = {
      id: randomUUID(),
      body,
      md5: md5(body),
      sentAt: now,
      firstReceivedAt: null,
      group,
      receiveCount: 0,
      receipt: null,
      visibleAt: now,
    }
    this.#messages.set(message.id, message)
    this.look()
    return message
  }

  /** Up to `most` messages, hidden from now on until they are deleted or their time is over. */
  receive(most: number): Message[] {
    const now = this.#now()
    const received: Message[] = []
    const waiting = [...this.#messages.values()].filter(({ visibleAt }) => visibleAt <= now)
    while (received.length < most && waiting.length > 0) {
      const [message] = waiting.splice(this.#fairest(waiting, now), 1) as [Message]
      if (message.receiveCount >= this.options.maxReceiveCount) {
        this.#messages.delete(message.id)
        this.deadLetters.push(message)
        continue
      }
      message.receiveCount++
      message.firstReceivedAt ??= now
      message.receipt = randomUUID()
      message.visibleAt = now + this.options.visibilityMs
      received.push({ ...message })
    }
    this.#wakeForNext(now)
    return received
  }

  /** Of those that wait the first whose group has least under way, as fair queues prefer it. */
  #fairest(waiting: readonly Message[], now: number): number {
    const underWay = ({ group }: Message) =>
      group === undefined
        ? 0
        : [...this.#messages.values()].filter(each => each.group === group && each.visibleAt > now).length
    const busy = waiting.map(underWay)
    return busy.indexOf(Math.min(...busy))
  }

  /** Only what was received last under this receipt; a late holder's deletion does nothing. */
  delete(id: string, receipt: string): void {
    if (this.#messages.get(id)?.receipt === receipt) this.#messages.delete(id)
    this.look()
  }

  /** Messages waiting and under way. */
  get size(): number {
    return this.#messages.size
  }

  /** `listener` runs whenever there may be something to receive. Returns what ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  look(): void {
    for (const listener of this.#listeners) listener()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#listeners.clear()
  }

  #wakeForNext(now: number): void {
    clearTimeout(this.#timer)
    const next = Math.min(...[...this.#messages.values()].map(({ visibleAt }) => visibleAt))
    if (Number.isFinite(next)) this.#timer = setTimeout(() => this.look(), Math.max(1, next - now))
  }
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}
