import { parentPort } from 'node:worker_threads'
import type { EncodeDone, EncodeJob } from './encoder.ts'
import { createForward } from './forward.ts'
import { createTokenizer } from './tokenizer.ts'
import { readWeights } from './weights.ts'

const { tokenizer, forward } = openModel()

parentPort!.on('message', (texts: EncodeJob) => {
  parentPort!.postMessage(encodeAll(texts))
})

function encodeAll(texts: string[]): EncodeDone {
  try {
    const ids = texts.map(text => tokenizer.encode(text))
    const vectors = forward.all(ids)
    return { encoded: vectors.map((vector, i) => ({ vector, tokens: ids[i]!.length })) }
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

/** A function, so that the weights as read (32 MB) go once they are packed. */
function openModel() {
  const weights = readWeights()
  return { tokenizer: createTokenizer(weights.vocabulary), forward: createForward(weights) }
}
