import { parentPort } from 'node:worker_threads'
import type { EncodeDone, EncodeJob } from './encoder.ts'
import { createForward } from './forward.ts'
import { createTokenizer } from './tokenizer.ts'
import { readWeights } from './weights.ts'

const weights = readWeights()
const tokenizer = createTokenizer(weights.vocabulary)
const forward = createForward(weights)

parentPort!.on('message', (texts: EncodeJob) => {
  parentPort!.postMessage(encodeAll(texts))
})

function encodeAll(texts: string[]): EncodeDone {
  try {
    const encoded = texts.map(text => {
      const ids = tokenizer.encode(text)
      return { vector: forward(ids), tokens: ids.length }
    })
    return { encoded }
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
