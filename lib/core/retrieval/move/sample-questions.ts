import type { Bot } from '#lib/core/bots/bot.ts'
import { readyStatuses } from '#lib/core/documents/document.ts'
import type { DocumentStore } from '#lib/core/documents/ports.ts'
import { sentencesOf } from '#lib/core/documents/sentences.ts'
import type { PassageKey, PassageStore } from '#lib/core/retrieval/ports.ts'

/** Enough for a mean that one odd question does not decide, and over in seconds. */
const QUESTIONS = 24
/** As long as people ask. */
const MAX_CHARACTERS = 200

/** The bot's suggested questions, and sentences from all over its documents; always the same for the same documents. */
export async function sampleQuestions(
  deps: { documents: Pick<DocumentStore, 'list'>; passages: Pick<PassageStore, 'texts'> },
  bot: Pick<Bot, 'id' | 'suggestedQuestions'>,
): Promise<string[]> {
  const documents = (await deps.documents.list(bot.id))
    .filter(({ status }) => readyStatuses.includes(status))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const total = documents.reduce((sum, { passageCount }) => sum + passageCount, 0)
  const wanted = Math.min(QUESTIONS - bot.suggestedQuestions.length, total)
  const keys: PassageKey[] = []
  let row = 0
  for (const { id: documentId, passageCount } of documents) {
    while (keys.length < wanted) {
      const ordinal = Math.floor(((keys.length + 0.5) * total) / wanted) - row
      if (ordinal >= passageCount) break
      keys.push({ documentId, ordinal })
    }
    row += passageCount
  }
  const texts = keys.length ? await deps.passages.texts(bot.id, keys) : []
  const sentences = texts
    .toSorted((a, b) =>
      a.documentId < b.documentId ? -1 : a.documentId > b.documentId ? 1 : a.ordinal - b.ordinal,
    )
    .map(({ text }) => longestSentence(text))
  return [...new Set([...bot.suggestedQuestions, ...sentences])].filter(Boolean)
}

/** Headings and numbers are short; the longest says most. */
function longestSentence(text: string): string {
  const longest = [...sentencesOf(text)]
    .map(({ start, end }) => text.slice(start, end).trim())
    .toSorted((a, b) => b.length - a.length)[0]
  return (longest ?? '').replaceAll(/\s+/g, ' ').slice(0, MAX_CHARACTERS).toWellFormed()
}
