import type { PassageKey } from '#lib/core/retrieval/ports.ts'

/** Six digits, as in the table of passages. */
const ORDINAL_DIGITS = 6

const BOT_ID = /^bot_[0-9A-Z]{1,59}$/

/**
 * The index of a bot: `bot_01J…` in lower case and with a hyphen, since the name of an index may have neither
 * capitals nor underscores. No two bots share one. Throws where an id has another form.
 */
export function vectorIndexName(botId: string): string {
  if (!BOT_ID.test(botId)) throw new RangeError(`${botId} is no id of a bot.`)
  return botId.replace('_', '-').toLowerCase()
}

/** `docId#000001`. */
export function vectorKey({ documentId, ordinal }: PassageKey): string {
  return `${documentId}#${String(ordinal).padStart(ORDINAL_DIGITS, '0')}`
}

export function passageKeyOf(vectorKey: string): PassageKey {
  const [documentId = '', ordinal] = vectorKey.split('#')
  return { documentId, ordinal: Number(ordinal) }
}
