import { ask } from '../../../lib/client/ask.ts'
import { isAbort } from '../../../lib/client/is-abort.ts'
import type { AnswerEvent, AnswerProblem, Source } from '../../../lib/core/chat/answer-event.ts'
import type { Message } from '../../../lib/core/chat/message.ts'
import type { Memory } from './memory.ts'
import type { Ticket } from './ticket.ts'

export interface Turn {
  id: number
  question: string
  answer: string
  sources: Source[]
  status: 'waiting' | 'answering' | 'done' | 'stopped' | 'failed'
  /** False where the documents do not say. */
  answered: boolean
  problem: AnswerProblem | null
  /** Came back from an earlier page of this tab. */
  restored: boolean
}

export interface ConversationState {
  turns: readonly Turn[]
  restoring: boolean
  /** A question is being answered. */
  busy: boolean
}

export interface Outside {
  chatUrl: string
  stopUrl: string | null
  /** Where a conversation is read again; the id is appended. */
  historyUrl: string
  ticket: Ticket
  memory: Memory
  fetch: typeof fetch
  changed: () => void
  /** Each question sent and each answer ended. */
  said: (role: 'visitor' | 'guide', conversationId: string | null) => void
}

const OUR_FAULT: AnswerProblem = {
  code: 'unavailable',
  message: 'Something went wrong here.',
  nextStep: 'Try again, or reload the page.',
}

/** The talk of one visitor with one bot. State is replaced, never changed; `changed` tells of it. */
export function openConversation(outside: Outside) {
  const { memory, ticket } = outside
  let state: ConversationState = { turns: [], restoring: false, busy: false }
  let conversationId: string | null = null
  let running: AbortController | null = null
  let restored: Promise<void> = Promise.resolve()
  let lastId = 0

  const set = (change: Partial<ConversationState>) => {
    state = { ...state, ...change }
    outside.changed()
  }
  const change = (id: number, part: Partial<Turn>) =>
    set({ turns: state.turns.map(turn => (turn.id === id ? { ...turn, ...part } : turn)) })

  async function answer(turn: Turn) {
    const abort = new AbortController()
    running = abort
    let text = ''
    // A second try leaves in view what the first brought until it has words of its own.
    let sources = turn.sources
    set({ busy: true })
    const take = (event: AnswerEvent) => {
      if (event.type === 'start') {
        conversationId = event.conversationId
        memory.save({ conversationId, ticket: ticket.current() })
      } else if (event.type === 'sources') sources = event.sources
      else if (event.type === 'citation')
        sources = sources.with(event.source, { ...sources[event.source]!, n: event.n })
      else if (event.type === 'text') {
        text += event.delta
        change(turn.id, { answer: text, sources, status: 'answering' })
      } else if (event.type === 'done')
        change(turn.id, {
          status: event.summary.stopped ? 'stopped' : 'done',
          answered: event.summary.answered,
        })
      else change(turn.id, { status: 'failed', problem: event.problem })
    }
    try {
      await restored
      outside.said('visitor', conversationId)
      const { question } = turn
      const events = ask({
        url: outside.chatUrl,
        stopUrl: outside.stopUrl,
        ticket: renew => ticket.get(renew),
        question,
        conversationId,
        signal: abort.signal,
        fetch: outside.fetch,
      })
      for await (const event of events) {
        if (abort.signal.aborted) break
        take(event)
      }
    } catch (error) {
      if (!isAbort(error)) {
        console.error(error)
        change(turn.id, { status: 'failed', problem: OUR_FAULT })
      }
    } finally {
      if (running === abort) {
        running = null
        if (abort.signal.aborted) change(turn.id, { status: 'stopped' })
        else {
          const now = state.turns.find(one => one.id === turn.id)
          // A stream may finish without its summary; the words it brought are an answer all the same.
          if (now?.status === 'answering' || now?.status === 'waiting') change(turn.id, { status: 'done' })
        }
        set({ busy: false })
        outside.said('guide', conversationId)
      }
    }
  }

  async function restore(kept: { conversationId: string; ticket: string }) {
    ticket.adopt(kept.ticket)
    try {
      const response = await outside.fetch(outside.historyUrl + encodeURIComponent(kept.conversationId), {
        headers: { authorization: `Bearer ${await ticket.get()}` },
      })
      if (!response.ok) return memory.forget()
      const { messages } = (await response.json()) as { messages: Message[] }
      conversationId = kept.conversationId
      memory.save({ conversationId, ticket: ticket.current() })
      set({ turns: [...toTurns(messages, () => ++lastId), ...state.turns] })
    } catch (error) {
      // An old talk that cannot be had again must not keep anyone from asking anew.
      console.warn('Docent: the earlier conversation could not be read.', error)
    }
  }

  return {
    state: () => state,
    /** Does nothing for an empty question or while one is being answered. */
    ask(typed: string) {
      const question = typed.trim()
      if (!question || running) return
      const turn: Turn = {
        id: ++lastId,
        question,
        answer: '',
        sources: [],
        status: 'waiting',
        answered: true,
        problem: null,
        restored: false,
      }
      set({ turns: [...state.turns, turn] })
      return answer(turn)
    },
    retry() {
      const turn = state.turns.at(-1)
      if (!turn || running) return
      change(turn.id, { status: 'waiting', problem: null })
      return answer(turn)
    },
    stop: () => running?.abort(),
    reset() {
      const abort = running
      running = null
      abort?.abort()
      conversationId = null
      memory.forget()
      set({ turns: [], busy: false })
    },
    /** Brings back the conversation kept in this tab, if there is one. */
    restore() {
      const kept = memory.load()
      if (!kept) return
      set({ restoring: true })
      restored = restore(kept).then(() => set({ restoring: false }))
      return restored
    },
  }
}
export type ConversationStore = ReturnType<typeof openConversation>

function toTurns(messages: Message[], id: () => number): Turn[] {
  const turns: Turn[] = []
  for (const message of messages) {
    const last = turns.at(-1)
    if (message.role === 'visitor')
      turns.push({
        id: id(),
        question: message.text,
        answer: '',
        sources: [],
        status: 'stopped',
        answered: true,
        problem: null,
        restored: true,
      })
    else if (last)
      turns[turns.length - 1] = {
        ...last,
        answer: message.text,
        sources: message.sources,
        status: message.problem ? 'failed' : message.summary?.stopped ? 'stopped' : 'done',
        answered: message.summary?.answered ?? true,
        problem: message.problem,
      }
  }
  return turns
}
