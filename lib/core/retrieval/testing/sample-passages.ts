import type { StoredPassage } from '../ports.ts'

const WORDS = ['whale', 'museum', 'ticket', 'dog', 'garden', 'lamp', 'harbour', 'AB-1234', '博物館']

/** A passage with a text and a direction that follow from `seed`. */
export function somePassage(
  documentId: string,
  ordinal: number,
  seed: number,
  dimension = 24,
): StoredPassage {
  const random = randomOf(seed)
  const text = Array.from(
    { length: 3 + Math.floor(random() * 8) },
    () => WORDS[Math.floor(random() * WORDS.length)],
  )
  return {
    documentId,
    ordinal,
    text: text.join(' '),
    start: ordinal * 100,
    end: ordinal * 100 + 90,
    place: { headingPath: ['Rooms'] },
    contentHash: `${seed}`,
    vector: direction(random, dimension),
  }
}

export function someDocument(id: string, count: number, seed: number, dimension?: number): StoredPassage[] {
  return Array.from({ length: count }, (_, ordinal) =>
    somePassage(id, ordinal, seed * 1_000 + ordinal, dimension),
  )
}

export function someQuery(seed: number, dimension = 24): { vector: Float32Array; text: string } {
  const { text, vector } = somePassage('query', 0, seed + 0.5, dimension)
  return { text, vector }
}

/** Unit length. */
export function direction(random: () => number, dimension: number): Float32Array {
  const values = Array.from({ length: dimension }, () => random() + random() + random() - 1.5)
  const length = Math.hypot(...values)
  return Float32Array.from(values, value => value / length)
}

/** Mulberry32: 0 to 1, the same for the same seed. Source: Tommy Ettinger, public domain. */
export function randomOf(seed: number): () => number {
  let state = Math.floor(seed * 7_919) | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
