import { z } from 'zod'

/** Titan V2 takes 8,192 tokens; passages and questions are far below, an odd one is cut. */
const MAX_CHARACTERS = 8_000

const replySchema = z.object({ embedding: z.array(z.number()).nonempty() })

/** What Amazon Titan Text Embeddings V2 is sent: one text a call, for a unit vector. */
export function titanRequest(text: string, dimensions: number): string {
  const inputText = text.slice(0, MAX_CHARACTERS).toWellFormed()
  return JSON.stringify({ inputText, dimensions, normalize: true })
}

export function titanVector(reply: string): Float32Array {
  return Float32Array.from(replySchema.parse(JSON.parse(reply)).embedding)
}
