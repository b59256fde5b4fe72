import type { PassageKey, PassageStore, StoredPassage } from '../retrieval/ports.ts'

/** The table of passages in memory. `stored`: by bot, then by document, in order. */
export function memoryPassages() {
  const stored = new Map<string, Map<string, StoredPassage[]>>()
  const ofDocument = (botId: string, id: string) => stored.get(botId)?.get(id) ?? []
  const write = (botId: string, id: string, passages: StoredPassage[]) => {
    const ofBot = stored.get(botId) ?? new Map<string, StoredPassage[]>()
    stored.set(botId, ofBot)
    if (passages.length) ofBot.set(id, passages)
    else ofBot.delete(id)
  }
  const byKey = (botId: string, keys: readonly PassageKey[]) =>
    keys.flatMap(({ documentId, ordinal }) => {
      const found = ofDocument(botId, documentId).find(passage => passage.ordinal === ordinal)
      return found ? [structuredClone(found)] : []
    })

  const passages: PassageStore = {
    async put(botId, written) {
      for (const [id, some] of Map.groupBy(structuredClone(written), ({ documentId }) => documentId)) {
        const ordinals = new Set(some.map(({ ordinal }) => ordinal))
        const kept = ofDocument(botId, id).filter(({ ordinal }) => !ordinals.has(ordinal))
        write(
          botId,
          id,
          [...kept, ...some].toSorted((a, b) => a.ordinal - b.ordinal),
        )
      }
    },
    listOfDocument: async (botId, id) =>
      ofDocument(botId, id).map(({ ordinal, contentHash }) => ({ ordinal, contentHash })),
    vectorsOfDocument: async (botId, id) =>
      new Map(ofDocument(botId, id).map(({ contentHash, vector }) => [contentHash, vector.slice()])),
    async deleteOfDocument(botId, id, from = 0) {
      write(
        botId,
        id,
        ofDocument(botId, id).filter(({ ordinal }) => ordinal < from),
      )
    },
    ofDocument: async (botId, id) => structuredClone(ofDocument(botId, id)),
    texts: async (botId, keys) =>
      byKey(botId, keys).map(({ vector: _v, contentHash: _h, ...passage }) => passage),
    vectors: async (botId, keys) =>
      byKey(botId, keys).map(({ documentId, ordinal, vector }) => ({ documentId, ordinal, vector })),
  }
  return { passages, stored }
}
