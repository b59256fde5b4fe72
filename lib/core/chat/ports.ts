import type { Conversation, Message } from './message.ts'

export interface ConversationStore {
  get(botId: string, conversationId: string): Promise<Conversation | null>
  list(botId: string, limit: number): Promise<Conversation[]>
  /** Oldest first; the last `limit`. */
  messages(conversationId: string, limit: number): Promise<Message[]>
  /** Appends and keeps the summary up to date; creates the conversation where it is new. */
  append(conversation: Conversation, messages: Message[], retentionDays: number): Promise<void>
  deleteOfBot(botId: string): Promise<void>
}

export interface ChatModel {
  /**
   * Streams a reply. Aborting the signal aborts the call upstream. Throws DocentError `busy` or
   * `model-failed`, before the first piece or after any.
   */
  stream(request: ChatModelRequest, signal: AbortSignal): AsyncIterable<ChatModelEvent>
}
export interface ChatModelRequest {
  instructions: string
  /** Alternating, the first and the last by the user. */
  messages: ModelMessage[]
  maxTokens: number
}
export interface ModelMessage {
  role: 'user' | 'assistant'
  content: ContentBlock[]
}
export interface ContentBlock {
  type: 'text'
  text: string
}
export type ChatModelEvent =
  | { type: 'text'; delta: string }
  | { type: 'usage'; inputTokens: number; outputTokens: number }

/** What readers want ended, for a process that does not see them leave. */
export interface StopFlags {
  /** `now` in milliseconds since 1970. */
  raise(key: string, now: number): Promise<void>
  isRaised(key: string): Promise<boolean>
}
