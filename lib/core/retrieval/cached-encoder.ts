import type { Encoder } from './ports.ts'

/** 1,000 questions of 4 KB a vector: four megabytes for all the questions a bot suggests. */
const CACHED = 1_000

/** Questions are asked again, suggested ones most of all: the last thousand need no second call. */
export function cachedEncoder(encoder: Encoder): Encoder {
  const vectors = new Map<string, Float32Array>()
  return {
    name: encoder.name,
    async encode(text, signal) {
      const known = vectors.get(text)
      const vector = known ?? (await encoder.encode(text, signal))
      vectors.delete(text)
      vectors.set(text, vector)
      if (vectors.size > CACHED) vectors.delete(vectors.keys().next().value!)
      return vector
    },
  }
}
