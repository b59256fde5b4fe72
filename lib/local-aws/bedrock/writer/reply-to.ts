import { type ConverseRequest, lastUserText } from '../converse-request.ts'
import { bestSentence } from './best-sentence.ts'

/** With the mark that the app's instructions ask for. */
const NOT_SAID = '[no answer] The documents do not say.'

/**
 * What stands in for a language model where tests and stories need a written answer and script none: a
 * follow-up is joined to the question before it, a question is answered with one sentence of the passages.
 */
export function replyTo(request: ConverseRequest): string {
  const text = lastUserText(request)
  const [followUp] = allIn(text, /<follow-up>(.*)<\/follow-up>/gs)
  if (followUp) return wholeQuestion(followUp, allIn(text, /<turn role="visitor">(.*?)<\/turn>/gs))
  const [question = ''] = allIn(text, /<question>(.*)<\/question>/gs)
  // Their numbers run from 1.
  const passages = allIn(text, /<passage\s[^>]*>(.*?)<\/passage>/gs)
  const best = bestSentence(question, passages)
  return best ? `${best.sentence} [${best.passage + 1}]` : NOT_SAID
}

function wholeQuestion(followUp: string, asked: string[]): string {
  const leans = /^(?:and|what about)\s/i.test(followUp)
  return (leans ? `${asked.at(-1) ?? ''} ${followUp}` : followUp).replace(/\s+/g, ' ').trim()
}

/** What stands in such tags. The tags are the only markup: everything between them is escaped. */
function allIn(text: string, tags: RegExp): string[] {
  return Array.from(text.matchAll(tags), ([, inside]) => unescaped(inside!).trim())
}

function unescaped(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot);/g, entity => ENTITIES[entity]!)
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }
