import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { HttpResponse } from '@smithy/core/protocols'
import type { OpenSide } from '../sides/side.ts'
import { readRows, type VectorFile } from '../vectors/vector-file.ts'

/** Of a value: a float32 has no more. */
const DIGITS = 9

/**
 * A page of items whose vectors are lists of Numbers, from the bytes of DynamoDB's answer to arrays of floats
 * by the SDK's document client: what one writes who follows its documentation. Nothing is sent.
 */
export const openSide: OpenSide<{ file: VectorFile }, null, null> = async ({ file }) => {
  const items = Array.from(readRows(file), (vector, at) => ({
    chunkId: { S: `doc_000001#${at}` },
    vector: { L: Array.from(vector, value => ({ N: String(Number(value.toPrecision(DIGITS))) })) },
  }))
  const page = Buffer.from(JSON.stringify({ Items: items }))
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIABENCH', secretAccessKey: 'bench' },
      requestHandler: { handle: async () => ({ response: answer(page) }) },
    }),
  )
  const query = {
    TableName: 'vectors',
    KeyConditionExpression: 'botId = :bot',
    ExpressionAttributeValues: { ':bot': 'bot_bench' },
  }
  return {
    async ask() {
      const { Items = [] } = await client.send(new QueryCommand(query))
      for (const item of Items) Float32Array.from(item.vector as number[])
      return null
    },
  }
}

function answer(page: Uint8Array): HttpResponse {
  const headers = { 'content-type': 'application/x-amz-json-1.0' }
  return new HttpResponse({ statusCode: 200, headers, body: new Uint8Array(page) })
}
