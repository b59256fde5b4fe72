import { createForward } from '../../local-aws/bedrock/encoder/forward.ts'
import { createTokenizer } from '../../local-aws/bedrock/encoder/tokenizer.ts'
import { readWeights } from '../../local-aws/bedrock/encoder/weights.ts'
import type { OpenSide } from '../sides/side.ts'

/** The built-in encoder as its worker threads run it, in this thread. */
export const openSide: OpenSide<null, string, number[]> = async () => {
  const weights = readWeights()
  const tokenizer = createTokenizer(weights.vocabulary)
  const forward = createForward(weights)
  return { ask: text => Array.from(forward(tokenizer.encode(text))) }
}
