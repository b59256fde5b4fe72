import type { PassageKey, RemoteVectors } from '../retrieval/ports.ts'

/** A service that compares vectors, in memory and exactly. */
export function memoryRemoteVectors(): RemoteVectors {
  const bots = new Map<string, Map<string, PassageKey & { vector: Float32Array }>>()
  const ofBot = (botId: string) => [...(bots.get(botId)?.values() ?? [])]
  const nameOf = ({ documentId, ordinal }: PassageKey) => `${documentId}#${ordinal}`
  return {
    async put(botId, passages) {
      const held = bots.get(botId) ?? new Map()
      bots.set(botId, held)
      for (const { documentId, ordinal, vector } of passages)
        held.set(nameOf({ documentId, ordinal }), { documentId, ordinal, vector: vector.slice() })
    },
    async query(botId, vector, k) {
      return ofBot(botId)
        .map(({ documentId, ordinal, vector: other }) => {
          if (other.length !== vector.length) throw new RangeError(`A vector has ${vector.length} values.`)
          return { documentId, ordinal, cosine: cosine(vector, other) }
        })
        .toSorted((a, b) => b.cosine - a.cosine)
        .slice(0, k)
    },
    async *list(botId) {
      yield ofBot(botId).map(({ documentId, ordinal }) => ({ documentId, ordinal }))
    },
    async deleteOfDocument(botId, documentId) {
      for (const key of ofBot(botId)) if (key.documentId === documentId) bots.get(botId)!.delete(nameOf(key))
    },
    async deleteOfBot(botId) {
      bots.delete(botId)
    },
  }
}

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, at) => sum + value * y[at]!, 0)
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}
