import { answerBlocks, type SourcedText } from '../core/chat/answer-blocks.ts'
import type { AnswerEvent, AnswerProblem, AnswerSummary, Source } from '../core/chat/answer-event.ts'
import type { Message } from '../core/chat/message.ts'
import { statementsOf } from '../core/chat/statements.ts'

/** A question and what came back for it. */
export interface Turn {
  key: string
  question: string
  /** `asking` until the first word, `writing` until the last. */
  state: 'asking' | 'writing' | 'over'
  text: string
  sources: Source[]
  summary: AnswerSummary | null
  problem: AnswerProblem | null
  stopped: boolean
}

export function newTurn(key: string, question: string): Turn {
  return {
    key,
    question,
    state: 'asking',
    text: '',
    sources: [],
    summary: null,
    problem: null,
    stopped: false,
  }
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
    case 'text':
      return { ...turn, state: 'writing', text: turn.text + event.delta }
    case 'done':
      return { ...turn, state: 'over', summary: event.summary, stopped: event.summary.stopped }
    case 'problem':
      return { ...turn, state: 'over', problem: event.problem }
  }
}

/** A stored conversation as it looked when it was held. A question without an answer was stopped early. */
export function turnsOfMessages(messages: readonly Message[]): Turn[] {
  const turns: Turn[] = []
  for (const message of messages) {
    if (message.role === 'visitor') {
      turns.push({ ...newTurn(message.id, message.text), state: 'over', stopped: true })
      continue
    }
    const open = turns.at(-1)
    if (!open) continue
    turns[turns.length - 1] = {
      ...open,
      text: message.text,
      sources: message.sources,
      summary: message.summary,
      problem: message.problem,
      stopped: message.summary?.stopped ?? false,
    }
  }
  return turns
}

/** The sentences of an answer that cite source `n`, in order. */
export function sentencesCiting(answer: SourcedText, n: number | null): string[] {
  const statements = n === null ? [] : statementsOf(answerBlocks(answer))
  return statements.filter(({ citations }) => citations.includes(n!)).map(({ text }) => text)
}
