import type { Message } from '../core/chat/message.ts'
import type { TicketResponse } from '../core/contract/chat.ts'
import { ApiProblem, answerProblemOf } from './api-problem.ts'
import { ask } from './ask.ts'
import type { ConversationMemory, Remembered } from './conversation-memory.ts'
import { isAbort } from './is-abort.ts'
import { keepTicket } from './ticket-keeper.ts'
import { isOpen, newTurn, type Turn, turnAfter, turnInView, turnsOfMessages } from './turn.ts'

export interface ConversationState {
  turns: readonly Turn[]
  /** An earlier conversation is being read. */
  restoring: boolean
  /** A question is being answered. */
  busy: boolean
}

/** What a conversation needs of the page around it. */
export interface Surroundings {
  chatUrl: string
  /** Where a Stop is told, if the chat itself may not see it. */
  stopUrl: string | null
  firstTicket: TicketResponse | null
  renewTicket: (held: string | null) => Promise<TicketResponse>
  /** What was said before. Throws an `ApiProblem` where that cannot be had. */
  readMessages: (ticket: string, conversationId: string, signal: AbortSignal) => Promise<readonly Message[]>
  memory: ConversationMemory
  now: () => number
  fetch?: typeof fetch
  /** Told of each question sent and of each answer that ended. */
  said?: (role: 'visitor' | 'guide', conversationId: string | null) => void
}

/** Not for us, or not any more: there is no use in asking for it again. */
const GONE = ['not-found', 'signed-out']

/**
 * The conversation of one person with one guide, for whatever draws it: `state` is replaced, never changed,
 * and `subscribe` tells of it.
 */
export function openConversation(outside: Surroundings) {
  const { memory } = outside
  const ticket = keepTicket({
    first: outside.firstTicket,
    renew: outside.renewTicket,
    now: outside.now,
    renewed: remember,
  })
  const listeners = new Set<() => void>()
  let state: ConversationState = { turns: [], restoring: false, busy: false }
  let conversationId: string | null = null
  let answering: AbortController | null = null
  let leaving = new AbortController()
  let restored: Promise<void> = Promise.resolve()
  let lastId = 0
  let telling = false
  const newId = () => ++lastId

  return {
    state: () => state,

    /** Answers how to listen no more. */
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    /** Does nothing for an empty question or while one is being answered. */
    async ask(typed: string): Promise<void> {
      const question = typed.trim()
      if (!question || answering) return
      const turn = newTurn(newId(), question)
      set({ turns: [...state.turns, turn] })
      await answer(turn)
    },

    /** Asks the last question once more, in its place. */
    async retry(): Promise<void> {
      const turn = state.turns.at(-1)
      if (turn && !answering) await answer(turn)
    },

    stop(): void {
      answering?.abort()
    },

    /** Begins a new conversation. */
    reset(): void {
      leave()
      answering = null
      conversationId = null
      memory.forget()
      set({ turns: [], restoring: false, busy: false })
    },

    /** Brings back the conversation kept in this tab, if there is one. */
    async restore(): Promise<void> {
      const kept = memory.load()
      if (!kept) return
      leaving = new AbortController()
      set({ restoring: true })
      restored = bringBack(kept, leaving.signal)
      await restored
    },

    /** Nobody looks any more. */
    close: leave,
  }

  async function answer(earlier: Turn): Promise<void> {
    const stop = new AbortController()
    answering = stop
    let turn = newTurn(earlier.id, earlier.question)
    const become = (next: Turn) => {
      turn = next
      replace(turnInView(turn, earlier))
    }
    become(turn)
    set({ busy: true })
    try {
      await restored
      if (answering === stop) outside.said?.('visitor', conversationId)
      const { chatUrl: url, stopUrl, fetch } = outside
      const { signal } = stop
      const { question } = turn
      for await (const event of ask({
        url,
        stopUrl,
        ticket: ticket.get,
        question,
        conversationId,
        signal,
        fetch,
      })) {
        signal.throwIfAborted()
        if (event.type === 'start') {
          conversationId = event.conversationId
          remember()
        }
        become(turnAfter(turn, event))
        tellSoon()
      }
      stop.signal.throwIfAborted()
      // A stream may finish without its summary; the words it brought are an answer all the same.
      if (isOpen(turn)) become({ ...turn, status: 'done' })
    } catch (error) {
      if (isAbort(error)) {
        // What was said to its end is not stopped by leaving.
        if (isOpen(turn)) become({ ...turn, status: 'stopped' })
      } else {
        console.error(error)
        become({ ...turn, status: 'failed', problem: answerProblemOf(error) })
      }
    }
    // Begun anew meanwhile?
    if (answering !== stop) return
    answering = null
    set({ busy: false })
    outside.said?.('guide', conversationId)
  }

  async function bringBack(kept: Remembered, signal: AbortSignal): Promise<void> {
    try {
      const messages = await outside.readMessages(
        await ticket.adopt(kept.ticket),
        kept.conversationId,
        signal,
      )
      signal.throwIfAborted()
      conversationId = kept.conversationId
      remember()
      set({ turns: [...turnsOfMessages(messages, newId), ...state.turns] })
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof ApiProblem && GONE.includes(error.code)) memory.forget()
      // What cannot be had now must not keep anyone from asking anew.
      else console.warn('Docent: the earlier conversation could not be read.', error)
    }
    set({ restoring: false })
  }

  function remember(): void {
    const held = ticket.current()
    if (conversationId && held) memory.save({ conversationId, ticket: held })
  }

  function leave(): void {
    answering?.abort()
    leaving.abort()
  }

  /** Without telling of it. */
  function replace(turn: Turn): void {
    state = { ...state, turns: state.turns.map(one => (one.id === turn.id ? turn : one)) }
  }

  function set(change: Partial<ConversationState>): void {
    state = { ...state, ...change }
    tell()
  }

  function tell(): void {
    for (const listener of listeners) listener()
  }

  /** Tokens come in bursts, and whoever draws an answer reads all of it: what comes together is told once. */
  function tellSoon(): void {
    if (telling) return
    telling = true
    setTimeout(() => {
      telling = false
      tell()
    })
  }
}
export type Conversation = ReturnType<typeof openConversation>
