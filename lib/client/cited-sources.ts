import type { Source } from '../core/chat/answer-event.ts'
import type { Turn } from './turn.ts'

/** The sources that an answer cites so far, in the order of their numbers. */
export function citedSources({ text, sources }: Pick<Turn, 'text' | 'sources'>): Source[] {
  const cited = new Set<number>()
  for (const [, numbers] of text.matchAll(/\[([\d\s,;]{1,80})\]/g)) {
    for (const n of numbers!.split(/[,;]/)) cited.add(Number(n))
  }
  return sources.filter(({ n }) => cited.has(n))
}
