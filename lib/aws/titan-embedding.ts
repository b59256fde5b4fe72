/** Titan V2 takes 8,192 tokens; passages and questions are far below, an odd one is cut. */
const MAX_CHARACTERS = 8_000

/** What Amazon Titan Text Embeddings V2 is sent: one text a call, for a unit vector. */
export function titanRequest(text: string, dimensions: number): string {
  const inputText = text.slice(0, MAX_CHARACTERS).toWellFormed()
  return JSON.stringify({ inputText, dimensions, normalize: true })
}

/** Looked at by hand: it is a thousand numbers, with each question. */
export function titanVector(reply: string): Float32Array {
  const { embedding } = JSON.parse(reply) as { embedding?: unknown }
  if (!Array.isArray(embedding) || embedding.length === 0 || !embedding.every(Number.isFinite))
    throw new TypeError('The model that compares texts gave no vector.')
  return Float32Array.from(embedding)
}
