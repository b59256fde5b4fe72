import type { PreviewedPassage, SearchPreview } from '../core/chat/search-preview-result.ts'
import { countOf, formatCount, formatSeconds } from './format.ts'

/** `12 passages found in 0.05 seconds. Your guide would read 7 of them.` */
export function searchSummary({ passages, milliseconds }: SearchPreview): string {
  const read = passages.filter(isRead).length
  const found = `${countOf(passages.length, 'passage', 'passages')} found in ${formatSeconds(milliseconds)}.`
  if (passages.length === 0) return found
  const all = passages.length === 1 ? 'it' : read === passages.length ? 'all of them' : null
  return `${found} Your guide would read ${all ?? `${formatCount(read)} of them`}.`
}

/** Whether the model gets to see it. */
export function isRead({ fate }: Pick<PreviewedPassage, 'fate'>): boolean {
  return fate === 'read' || fate === 'joined'
}

/** What becomes of a passage, in words; `other` is the number of the passage that they end with. */
export function fateWords({ fate, with: other }: Pick<PreviewedPassage, 'fate' | 'with'>): {
  label: string
  other: number | null
} {
  switch (fate) {
    case 'read':
      return { label: 'Read by the guide', other }
    case 'joined':
      return { label: 'Read as one with passage', other }
    case 'same':
      return { label: 'Not read: says the same as passage', other }
    case 'no-room':
      return { label: 'Not read: no room left', other }
  }
}

export interface WordsNote {
  tone: 'calm' | 'doubt'
  title: string
  advice: string
}

/** What the question's words tell about the documents; null where each of them was found. */
export function wordsNote({ passages, words }: SearchPreview): WordsNote | null {
  if (passages.length === 0) return null
  if (words.length === 0) {
    return {
      tone: 'calm',
      title: 'There is no word in this question to look for.',
      advice: 'The passages were found by meaning only. A question that names a thing finds more.',
    }
  }
  const missing = words.filter(word => word.passages === 0).map(({ word }) => word)
  if (missing.length === 0) return null
  if (missing.length === words.length) {
    return {
      tone: 'doubt',
      title: 'No passage uses the words of this question.',
      advice:
        'These were found by meaning only. If they do not answer it, add a document that does, in the words your visitors use.',
    }
  }
  return {
    tone: 'calm',
    title: `Not in these passages: ${listOf(missing)}.`,
    advice: 'If that is what the question is about, your documents may not say it, or say it in other words.',
  }
}

/** `“elephant” and “Jupiter”`; of a pasted page not every word. */
function listOf(words: readonly string[]): string {
  const shown = words.slice(0, MOST_WORDS).map(word => `“${word}”`)
  const more = words.length - shown.length
  if (more > 0) shown.push(countOf(more, 'other word', 'other words'))
  return [shown.slice(0, -1).join(', '), shown.at(-1)].filter(Boolean).join(' and ')
}

const MOST_WORDS = 6
