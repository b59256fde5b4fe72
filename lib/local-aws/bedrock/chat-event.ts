import type { ConverseRequest } from './converse-request.ts'

export type StopReason = 'end_turn' | 'max_tokens' | 'stop_sequence' | 'content_filtered'

export interface TokenUsage {
  inputTokens: number
  outputTokens: number
  totalTokens: number
}

/** What a chat gives, in order: pieces of text, then one `stop`. A failure is thrown where it happens. */
export type ChatEvent = { text: string } | { stop: StopReason; usage: TokenUsage }

/** Tokens as everyone estimates them without the model's own tokenizer: four characters each. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN)
}

export function inputTokens(request: ConverseRequest): number {
  return (
    estimateTokens(request.system) + request.messages.reduce((sum, { text }) => sum + estimateTokens(text), 0)
  )
}

export const CHARACTERS_PER_TOKEN = 4
