import { Readable } from 'node:stream'
import {
  InvokeWithResponseStreamCommand,
  type InvokeWithResponseStreamCommandOutput,
  LambdaClient,
} from '@aws-sdk/client-lambda'
import { DocentError } from '#lib/core/errors.ts'

/** Calls a function and gives what it streams, as it comes; the stream breaks with an error where the function fails. */
export type StreamOfFunction = (event: object) => Promise<Readable>

/** `silenceMs`: the longest that the function may say nothing. Throws `unavailable` where it cannot be called. */
export function lambdaStream(region: string, functionName: string, silenceMs: number): StreamOfFunction {
  const client = new LambdaClient({ region, requestHandler: { socketTimeout: silenceMs } })
  return async event => {
    const call = { FunctionName: functionName, Payload: JSON.stringify(event) }
    const { EventStream } = await client
      .send(new InvokeWithResponseStreamCommand(call))
      .catch((cause: Error) => {
        const message = `The function ${functionName} cannot be called.`
        throw new DocentError('unavailable', message, 'It is tried again in a while.', { cause })
      })
    return Readable.from(piecesOf(functionName, EventStream!))
  }
}

async function* piecesOf(
  functionName: string,
  events: NonNullable<InvokeWithResponseStreamCommandOutput['EventStream']>,
): AsyncGenerator<Uint8Array> {
  let complete = false
  for await (const { PayloadChunk, InvokeComplete } of events) {
    if (PayloadChunk?.Payload) yield PayloadChunk.Payload
    if (InvokeComplete?.ErrorCode)
      throw new Error(
        `${functionName} failed: ${InvokeComplete.ErrorCode} ${InvokeComplete.ErrorDetails ?? ''}`,
      )
    complete ||= InvokeComplete !== undefined
  }
  if (!complete) throw new Error(`${functionName} broke off.`)
}
