import type { PassageKey, PassageStore, PassageText } from '../ports.ts'

/** A passage as one pack has it. */
export type PackedKey = PassageKey & { pack: string }

/** What an entry takes besides its text, roughly. */
const ENTRY_BYTES = 400

/**
 * Texts of passages by key, those asked last kept in memory: the passages that answer a bot's questions are
 * few. What a pack was made of never changes; after a restoration the same passage says something else in another.
 */
export class PassageTexts {
  readonly #passages: Pick<PassageStore, 'texts'>
  readonly #maxBytes: number
  /** The one asked last at the end. */
  readonly #kept = new Map<string, PassageText>()
  #bytes = 0

  constructor(passages: Pick<PassageStore, 'texts'>, { maxBytes }: { maxBytes: number }) {
    this.#passages = passages
    this.#maxBytes = maxBytes
  }

  /** In the order of `keys`; undefined where there is none any more. */
  async get(botId: string, keys: readonly PackedKey[]): Promise<(PassageText | undefined)[]> {
    const names = keys.map(key => nameOf(botId, key))
    const found = new Map<string, PassageText>()
    for (const name of names) {
      const text = this.#kept.get(name)
      if (!text) continue
      found.set(name, text)
      this.#kept.delete(name)
      this.#kept.set(name, text)
    }
    const missing = new Map(
      names.flatMap((name, at) => (found.has(name) ? [] : [[name, keys[at]!] as const])),
    )
    const asked = [...missing.values()].map(({ documentId, ordinal }) => ({ documentId, ordinal }))
    const texts = asked.length ? await this.#passages.texts(botId, asked) : []
    const read = new Map(texts.map(text => [placeOf(text), text]))
    for (const [name, key] of missing) {
      const text = read.get(placeOf(key))
      if (!text) continue
      found.set(name, text)
      this.#keep(name, text)
    }
    return names.map(name => found.get(name))
  }

  #keep(name: string, text: PassageText): void {
    // Another question may have brought it meanwhile.
    if (this.#kept.has(name)) return
    this.#kept.set(name, text)
    this.#bytes += bytesOf(text)
    for (const [oldest, old] of this.#kept) {
      if (this.#bytes <= this.#maxBytes) return
      this.#kept.delete(oldest)
      this.#bytes -= bytesOf(old)
    }
  }
}

function nameOf(botId: string, key: PackedKey): string {
  return `${botId} ${key.pack} ${placeOf(key)}`
}

function placeOf({ documentId, ordinal }: PassageKey): string {
  return `${documentId}#${ordinal}`
}

/** A character takes two bytes where one of the text is not Latin. */
function bytesOf({ text }: PassageText): number {
  return text.length * 2 + ENTRY_BYTES
}
