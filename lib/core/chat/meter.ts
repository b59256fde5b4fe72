import type { Clock } from '../clock.ts'
import { DocentError, type ErrorCode } from '../errors.ts'
import type { Encoder } from '../retrieval/ports.ts'
import type { QuestionUsage } from '../usage/question-cost.ts'
import type { AnswerSummary } from './answer-event.ts'
import type { ChatModel, ChatModelEvent, ChatModelRequest } from './ports.ts'

const UNPAID: ReadonlySet<ErrorCode> = new Set(['busy', 'unavailable'])

/** Counts what an answer cost, also where the model could not say so itself: stopped, or broken off. */
export class Meter {
  #answered = true
  #firstToken: number | null = null
  readonly #usage = { inputTokens: 0, outputTokens: 0 }
  #embeddingTokens = 0
  readonly #began: number
  readonly #clock: Clock

  constructor(began: number, clock: Clock) {
    this.#began = began
    this.#clock = clock
  }

  /** Counts one call to where it gets. */
  #call(request: ChatModelRequest): MeteredCall {
    let heard = 0
    let counted = false
    return {
      hear: event => {
        if (event.type === 'text') heard += event.delta.length
        else {
          counted = true
          this.#add(event.inputTokens, event.outputTokens)
        }
      },
      end: error => {
        // Turned away at the door: nothing was read, nothing is paid.
        const refused = heard === 0 && error instanceof DocentError && UNPAID.has(error.code)
        if (!counted && !refused) this.#add(tokens(charactersOf(request)), tokens(heard))
        counted = true
      },
    }
  }

  /** The same model with each of its calls counted. */
  metered(model: ChatModel): ChatModel {
    return { stream: (request, signal) => counted(model.stream(request, signal), this.#call(request)) }
  }

  /** The same encoder with each of its texts counted. */
  meteredEncoder({ name, encode }: Encoder): Encoder {
    return {
      name,
      encode: (text, signal) => {
        this.#embeddingTokens += tokens(text.length)
        return encode(text, signal)
      },
    }
  }

  firstWord(): void {
    this.#firstToken ??= this.#clock() - this.#began
  }

  unanswered(): void {
    this.#answered = false
  }

  get usage(): QuestionUsage {
    return { ...this.#usage, embeddingTokens: this.#embeddingTokens }
  }

  summary(stopped: boolean): AnswerSummary {
    return {
      answered: this.#answered,
      stopped,
      usage: { ...this.#usage },
      timing: { firstTokenMs: this.#firstToken, totalMs: this.#clock() - this.#began },
    }
  }

  #add(inputTokens: number, outputTokens: number): void {
    this.#usage.inputTokens += inputTokens
    this.#usage.outputTokens += outputTokens
  }
}

interface MeteredCall {
  hear(event: ChatModelEvent): void
  /** With what ended it, if it was an error. Only the first call counts. */
  end(error?: unknown): void
}

async function* counted(
  stream: AsyncIterable<ChatModelEvent>,
  call: MeteredCall,
): AsyncGenerator<ChatModelEvent> {
  try {
    for await (const event of stream) {
      call.hear(event)
      yield event
    }
  } catch (error) {
    call.end(error)
    throw error
  } finally {
    call.end()
  }
}

function charactersOf({ instructions, messages }: ChatModelRequest): number {
  const blocks = messages.flatMap(({ content }) => content)
  return blocks.reduce((sum, { text }) => sum + text.length, instructions.length)
}

/** About four characters a token, the usual rule for English. */
function tokens(characters: number): number {
  return Math.ceil(characters / 4)
}
