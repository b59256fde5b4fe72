import type { Clock } from '../clock.ts'
import type { Encoder } from '../retrieval/ports.ts'
import { estimateTokens } from '../usage/estimate-tokens.ts'
import type { QuestionUsage } from '../usage/question-cost.ts'
import { isUnpaid } from '../usage/unpaid.ts'
import type { AnswerSummary } from './answer-event.ts'
import type { ChatModel, ChatModelEvent, ChatModelRequest } from './ports.ts'

/** Counts what an answer cost, also where the model could not say so itself: stopped, or broken off. */
export class Meter {
  #answered = true
  #firstToken: number | null = null
  readonly #usage = { inputTokens: 0, outputTokens: 0 }
  #embeddingTokens = 0
  readonly #began: number
  readonly #clock: Clock
  readonly #beforeCall: BeforeCall

  constructor(began: number, clock: Clock, beforeCall: BeforeCall = async () => undefined) {
    this.#began = began
    this.#clock = clock
    this.#beforeCall = beforeCall
  }

  /** Counts one call to where it gets. */
  #call(request: ChatModelRequest): MeteredCall {
    let heard = 0
    let counted = false
    // The request itself is let go: it is long, and the answer to it takes its time.
    const { maxTokens } = request
    const inputTokens = tokensOf(request)
    return {
      begin: () => this.#beforeCall(this.#with(inputTokens, maxTokens)),
      hear: event => {
        if (event.type === 'text') heard += estimateTokens(event.delta)
        else {
          counted = true
          this.#add(event.inputTokens, event.outputTokens)
        }
      },
      end: error => {
        if (!counted && !(heard === 0 && isUnpaid(error))) this.#add(inputTokens, heard)
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
        this.#embeddingTokens += estimateTokens(text)
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
    return this.#with(0, 0)
  }

  summary(stopped: boolean): AnswerSummary {
    return {
      answered: this.#answered,
      stopped,
      usage: { ...this.#usage },
      timing: { firstTokenMs: this.#firstToken, totalMs: this.#clock() - this.#began },
    }
  }

  #with(inputTokens: number, outputTokens: number): QuestionUsage {
    return {
      inputTokens: this.#usage.inputTokens + inputTokens,
      outputTokens: this.#usage.outputTokens + outputTokens,
      embeddingTokens: this.#embeddingTokens,
    }
  }

  #add(inputTokens: number, outputTokens: number): void {
    this.#usage.inputTokens += inputTokens
    this.#usage.outputTokens += outputTokens
  }
}

/** Told what everything will have taken at most once the call about to begin is over, by our own estimate. */
export type BeforeCall = (usage: QuestionUsage) => Promise<void>

interface MeteredCall {
  begin(): Promise<void>
  hear(event: ChatModelEvent): void
  /** With what ended it, if it was an error. Only the first call counts. */
  end(error?: unknown): void
}

async function* counted(
  stream: AsyncIterable<ChatModelEvent>,
  call: MeteredCall,
): AsyncGenerator<ChatModelEvent> {
  await call.begin()
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

function tokensOf({ instructions, messages }: ChatModelRequest): number {
  const blocks = messages.flatMap(({ content }) => content)
  return blocks.reduce((sum, { text }) => sum + estimateTokens(text), estimateTokens(instructions))
}
