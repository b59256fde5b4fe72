/** Longer than any file system allows (255 bytes), counted in characters. */
export const MAX_FILE_NAME = 255
/** Longer than any that we read; what follows a dot need not be an ending. */
const MAX_ENDING = 16

/**
 * A name that can be shown anywhere: no folders, no control characters, none that turn the direction of
 * writing (`invoice‮fdp.exe`), at most 255 characters and never half a letter. The ending is kept.
 */
export function safeFileName(raw: string): string {
  const clean = showable(raw.normalize('NFC').split(/[/\\]/).at(-1) ?? '')
  const dot = clean.lastIndexOf('.')
  const stem = (dot >= 0 ? clean.slice(0, dot) : clean).trim()
  const ending = dot >= 0 ? shorten(clean.slice(dot), MAX_ENDING) : ''
  // Nothing but dots is no name, and neither is one letter under hundreds of accents.
  const name = /^\.*$/.test(stem) ? '' : shorten(stem, MAX_FILE_NAME - ending.length)
  return (name || 'document') + ending
}

/** What a document is called by people: as safe to show as a file's name, and with whatever dots it has. */
export function safeTitle(raw: string): string {
  return shorten(showable(raw.normalize('NFC').replace(/\s+/g, ' ')), MAX_FILE_NAME)
}

/** One line of what can be seen. */
function showable(text: string): string {
  // Cc: control, Cf: format (direction marks, zero width), Cs: lone surrogates.
  // Zero-width joiners stay: they hold emoji and some scripts together.
  return text
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
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
