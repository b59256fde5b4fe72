/**
 * One of those measured beside each other, in a process of its own, so that its memory and its processor
 * time (all of its threads) are its own. A module of a side exports `openSide`.
 */
export interface Side<Query = unknown, Answer = unknown> {
  ask(query: Query): Answer | Promise<Answer>
  close?(): void | Promise<void>
}
export type OpenSide<Options, Query, Answer> = (options: Options) => Promise<Side<Query, Answer>>

export interface OpenedSide {
  wallMs: number
  cpuMs: number
  /** Resident bytes of the whole process after collecting garbage; before opening, and after. */
  residentBefore: number
  residentAfter: number
}
export interface AskedSide<Answer> {
  /** Processor time of all the process's threads, for all of the queries. */
  cpuMs: number
  /** Of each query. */
  wallMs: number[]
  answers: Answer[]
}

/** Parent to child. Each is answered by one report. */
export type Order =
  | { do: 'open'; options: unknown }
  | { do: 'ask'; queries: unknown[]; times: number }
  | { do: 'weigh' }
export type Report = OpenedSide | AskedSide<unknown> | { resident: number } | { failure: string }
