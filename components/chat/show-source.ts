import type { Source } from '#lib/core/chat/answer-event.ts'

/**
 * Shows one of the sources, counted from 0, or all of them. `lines`: what is marked in it, where that is not
 * everything that the answer has from there.
 */
export type ShowSource = (source: number | null, lines?: readonly string[]) => void

/** Opens a source's document at it; `sentences` are those of the answer that come from there. */
export type OpenSource = (source: Source, sentences: readonly string[]) => void
