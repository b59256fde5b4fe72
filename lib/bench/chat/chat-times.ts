/** What the model says, again and again: nothing else that is sent holds it, so each that arrives is a token. */
export const WORD = '☂'

/** One question, as the driver's process is told to ask it. */
export interface Chat {
  question: string
  /** Leave to ask, for the side that has a gate. */
  ticket: string
}

/** What one chat took, in milliseconds from the moment it was asked. */
export interface ChatTimes {
  firstMs: number
  lastMs: number
  tokens: number
}

/** Asks and reads to the end; `heard` is told how many tokens have just arrived. */
export type Ask = (chat: Chat, heard: (tokens: number) => void, signal: AbortSignal) => Promise<void>

/** Parent to driver. A round asks all chats at once; `hold` leaves them open after their first token. */
export type Order = { do: 'round' | 'hold'; chats: Chat[] } | { do: 'release' }
/** Milliseconds from the first question to the end of the last answer, and those of its processor that it took the driver. */
export interface Round {
  times: ChatTimes[]
  wallMs: number
  cpuMs: number
}
/** Driver to parent. */
export type Report = Round | { failure: string }
