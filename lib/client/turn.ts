import type { AnswerEvent, AnswerProblem, AnswerSummary, Source } from '../core/chat/answer-event.ts'
import { lastSentence } from '../core/chat/mark-passage.ts'
import type { Message } from '../core/chat/message.ts'

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
export function sentencesCiting(text: string, n: number): string[] {
  const sentences: string[] = []
  for (const citation of text.matchAll(/\[([\d\s,;]{1,80})\]/g)) {
    const numbers = citation[1]!.split(/[,;]/).map(Number)
    if (!numbers.includes(n)) continue
    const before = text.slice(0, citation.index).replace(/(?:\s*\[[\d\s,;]{1,80}\])+\s*$/, '')
    const sentence = lastSentence(before).replace(/^(?:\[[\d\s,;]{1,80}\]\s*)+/, '')
    if (sentence) sentences.push(sentence)
  }
  return sentences
}

/** An answer as it is read out: without its numbers and signs. */
export function spokenAnswer(text: string): string {
  return text
    .replace(/\s*\[[\d\s,;]{1,80}\]/g, '')
    .replace(/\[([^\]]{1,300})\]\([^)\s]{1,2000}\)/g, '$1')
    .replace(/[*_`#|]+/g, '')
    .trim()
}
