import type { Clock } from '../clock.ts'
import type { AnswerProblem } from './answer-event.ts'
import type { Conversation, Message } from './message.ts'
import type { ConversationStore } from './ports.ts'

/** How long conversations are kept unless the owner says otherwise. */
const RETENTION_DAYS = 30
/**
 * So much of an answer at most is lost with the process that writes it. Each time the whole message is paid
 * again, with its sources, so most answers are over before the first.
 */
const KEEP_EVERY_MS = 5_000

/** What a message says that nobody could finish. */
const BROKEN_OFF: AnswerProblem = {
  code: 'cut-off',
  message: 'This answer broke off. What had been written until then is kept.',
  nextStep: 'Try again.',
}

interface KeepingDeps {
  conversations: Pick<ConversationStore, 'append'>
  clock: Clock
  onError: (error: unknown) => void
}

/** Writes one turn of a conversation while it is spoken: the question, the answer so far, the whole answer. */
export class TurnKeeper {
  readonly #deps: KeepingDeps
  readonly #conversation: Conversation
  readonly #question: Message
  #questionKept = false
  #writing: Promise<void> | null = null
  #last: number
  #failed = false

  constructor(deps: KeepingDeps, conversation: Conversation, question: Message) {
    this.#deps = deps
    this.#conversation = conversation
    this.#question = question
    this.#last = deps.clock()
  }

  /**
   * After each piece of the answer: every so often brings question and answer so far into the store. Nobody waits
   * for it, and what fails is tried again with the next.
   */
  soFar(answer: () => Message): void {
    const now = this.#deps.clock()
    if (this.#writing || now - this.#last < KEEP_EVERY_MS) return
    this.#last = now
    this.#writing = this.#append([{ ...answer(), problem: BROKEN_OFF }])
      .catch((error: unknown) => {
        if (!this.#failed) this.#deps.onError(error)
        this.#failed = true
      })
      .finally(() => {
        this.#writing = null
      })
  }

  /** The whole answer, after anything that is being written: the last to be written stays. Throws where it is not taken. */
  async whole(answer: Message): Promise<void> {
    await this.#writing
    await this.#append([answer])
  }

  async #append(answer: Message[]): Promise<void> {
    const messages = this.#questionKept ? answer : [this.#question, ...answer]
    await this.#deps.conversations.append(this.#conversation, messages, RETENTION_DAYS)
    this.#questionKept = true
  }
}
