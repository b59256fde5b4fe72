import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { OpenSide } from '../sides/side.ts'
import { readRows, type VectorFile } from '../vectors/vector-file.ts'

/**
 * A page of items whose vectors are lists of Numbers, from the text of DynamoDB's answer to arrays of
 * floats: what one writes who follows the documentation.
 */
export const openSide: OpenSide<{ file: VectorFile }, null, null> = async ({ file }) => {
  const items = Array.from(readRows(file), (vector, at) => ({
    chunkId: { S: `doc_000001#${at}` },
    vector: { L: Array.from(vector, value => ({ N: String(value) })) },
  }))
  const page = JSON.stringify({ Items: items })
  return {
    ask() {
      const { Items } = JSON.parse(page) as { Items: typeof items }
      for (const item of Items) Float32Array.from(unmarshall(item).vector)
      return null
    },
  }
}
