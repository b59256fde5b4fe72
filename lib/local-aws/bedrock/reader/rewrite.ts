import { detectLanguage } from './languages.ts'
import type { Turn } from './prompt.ts'
import { contentWords, type Word } from './words.ts'

/**
 * Makes a follow-up stand alone, by rule: when it has no subject of its own (a pronoun, "and …", "what about …",
 * two or three words) the content words of the visitor's last question join it; otherwise it stays as it is.
 * One line.
 */
export function rewriteFollowUp(turns: Turn[], followUp: string): string {
  const asked = oneLine(followUp)
  const previous = turns.findLast(({ role, text }) => role === 'visitor' && oneLine(text) !== asked)
  if (previous === undefined) return asked
  const language = detectLanguage(`${asked} ${previous.text}`)
  const own = contentWords(asked, language)
  if (!LEANS.test(asked) && !hasPronoun(asked) && own.length > FEW_WORDS) return asked

  const known = new Set(own.map(({ stem }) => stem))
  let topic = contentWords(oneLine(previous.text), language).filter(({ stem }) => !known.has(stem))
  if (topic.length === 0) topic = lastMainNoun(turns, known, language)
  if (topic.length === 0) return asked
  const core = asked.replace(LEANS, '').replace(/[\s?.!]+$/, '')
  const subject = topic.map(({ text }) => text.replace(/[.,]+$/, '')).join(' ')
  return LEANS.test(asked) || own.length <= FEW_WORDS
    ? `${capitalise(oneLine(previous.text).replace(/[\s?.!]+$/, ''))}: ${core}?`
    : `${core} (${subject})?`
}

const FEW_WORDS = 1
const LEANS =
  /^(?:and(?: then)?|or|but|also|so|what about|how about|what if|und|oder|aber|auch|wie ist es mit|was ist mit|et|ou|mais|y|o|e|en|maar|ma)\s+(?:(?:what|how) about\s+)?/i
const PRONOUN =
  /\b(?:it|its|they|them|their|he|him|his|she|her|this|that|these|those|there|one|ones|er|ihn|sie|es|dort|damit|davon|dafür|il|elle|ils|elles|y|en|lo|la|ellos|ellas|quello|ci|hij|zij|dat|daar|ele|ela|eles)\b/i

function hasPronoun(text: string): boolean {
  return PRONOUN.test(text)
}

function lastMainNoun(
  turns: Turn[],
  known: ReadonlySet<string>,
  language: Parameters<typeof contentWords>[1],
): Word[] {
  const answer = turns.findLast(({ role }) => role === 'guide')?.text ?? ''
  const words = contentWords(answer.replace(/\[\d+\]/g, ''), language).filter(({ stem }) => !known.has(stem))
  return (
    words.filter(({ isName }) => isName).length > 0 ? words.filter(({ isName }) => isName) : words
  ).slice(0, 2)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
