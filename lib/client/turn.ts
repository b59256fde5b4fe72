import type { AnswerEvent, AnswerProblem, AnswerSummary, Source } from '../core/chat/answer-event.ts'
import type { Message } from '../core/chat/message.ts'
import type { QuotedAnswer } from '../core/quotes/quote.ts'

/** A question and what came back for it. */
export interface Turn {
  /** Its own among those of a page. */
  id: number
  question: string
  /** `waiting` until the first word, `writing` until the last. */
  status: 'waiting' | 'writing' | 'done' | 'stopped' | 'failed'
  text: string
  sources: readonly Source[]
  /** What was searched for, where that is not what was typed. */
  searched: string | null
  /** Of an answer that is made of quotes. */
  quoted: QuotedAnswer | null
  /** Null also where the answer ended without one. */
  summary: AnswerSummary | null
  problem: AnswerProblem | null
  /** Could not be stored: the page, loaded anew, has it not at all or not to its end. */
  unkept: boolean
  /** Came back from an earlier page. */
  restored: boolean
}

export function newTurn(id: number, question: string): Turn {
  return {
    id,
    question,
    status: 'waiting',
    text: '',
    sources: [],
    searched: null,
    quoted: null,
    summary: null,
    problem: null,
    unkept: false,
    restored: false,
  }
}

/** Whether more of the answer may come. */
export function isOpen({ status }: Turn): boolean {
  return status === 'waiting' || status === 'writing'
}

/** The turn after one more event of its answer. What has arrived stays, whatever comes after. */
export function turnAfter(turn: Turn, event: AnswerEvent): Turn {
  switch (event.type) {
    case 'start':
      return turn
    case 'sources':
      return { ...turn, sources: event.sources }
    case 'citation': {
      const source = { ...turn.sources[event.source]!, n: event.n }
      return { ...turn, sources: turn.sources.with(event.source, source) }
    }
    case 'searched':
      return { ...turn, searched: event.question }
    case 'quotes':
      return { ...turn, quoted: event.quoted }
    case 'text':
      return { ...turn, status: 'writing', text: turn.text + event.delta }
    case 'unkept':
      return { ...turn, unkept: true }
    case 'done':
      return { ...turn, status: event.summary.stopped ? 'stopped' : 'done', summary: event.summary }
    case 'problem':
      return { ...turn, status: 'failed', problem: event.problem }
  }
}

/** A second try as it is shown: what the first one brought stays in view until there are new words. */
export function turnInView(turn: Turn, earlier: Turn): Turn {
  if (turn.text || turn.status === 'done' || !earlier.text) return turn
  return { ...turn, text: earlier.text, sources: earlier.sources, quoted: earlier.quoted }
}

/** Said below an answer that is `unkept`. */
export const UNKEPT = 'This answer could not be saved. Copy what you need.'

/** What stands below a question of which the store has nothing else: its process died, or its answer was not taken. */
const ANSWER_LOST: AnswerProblem = {
  code: 'cut-off',
  message: 'The answer was not kept.',
  nextStep: 'Try again.',
}

/** A stored conversation as it looked when it was held. */
export function turnsOfMessages(messages: readonly Message[], newId: () => number): Turn[] {
  const turns: Turn[] = []
  for (const { role, text, sources, summary, problem, searched, quoted } of messages) {
    if (role === 'visitor') {
      turns.push({ ...newTurn(newId(), text), status: 'failed', problem: ANSWER_LOST, restored: true })
      continue
    }
    const asked = turns.pop()
    if (!asked) continue
    const status = problem ? 'failed' : summary?.stopped ? 'stopped' : 'done'
    turns.push({ ...asked, status, text, sources, summary, problem, searched, quoted })
  }
  return turns
}
