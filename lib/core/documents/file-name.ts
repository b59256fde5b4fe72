import { MAX_FILE_NAME } from './document.ts'

/** Longer than any that we read; what follows a dot need not be an ending. */
const MAX_ENDING = 16

/**
 * A name that can be shown anywhere: no folders, no control characters, none that turn the direction of
 * writing (`invoice‮fdp.exe`), at most 255 characters and never half a letter. The ending is kept.
 */
export function safeFileName(raw: string): string {
  const base = raw.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  // Cc: control, Cf: format (direction marks, zero width), Cs: lone surrogates, Zl/Zp: line ends.
  // Zero-width joiners stay: they hold emoji and some scripts together.
  const clean = base
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
  const dot = clean.lastIndexOf('.')
  const stem = (dot >= 0 ? clean.slice(0, dot) : clean).trim()
  const ending = dot >= 0 ? shorten(clean.slice(dot), MAX_ENDING) : ''
  // Nothing but dots is no name, and neither is one letter under hundreds of accents.
  const name = /^\.*$/.test(stem) ? '' : shorten(stem, MAX_FILE_NAME - ending.length)
  return (name || 'document') + ending
}

function shorten(text: string, max: number): string {
  if (text.length <= max) return text
  let short = ''
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    if (short.length + segment.length > max) break
    short += segment
  }
  return short
}
