import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

export interface ReceivedEvent {
  eventName: string
  s3: { bucket: { name: string }; object: { key: string; size: number; eTag: string; sequencer: string } }
}

export interface EventReceiver {
  url: string
  /** Every record that came, in order, those answered with an error too. */
  received: ReceivedEvent[]
  /** Status of the next answers, then 204. */
  answers: number[]
  close(): Promise<void>
}

/** Stands where the ingestion worker does. */
export async function startEventReceiver(): Promise<EventReceiver> {
  const received: ReceivedEvent[] = []
  const answers: number[] = []
  const server = createServer(async (request, response) => {
    const { Records } = (await json(request)) as { Records: ReceivedEvent[] }
    received.push(...Records)
    response.writeHead(answers.shift() ?? 204).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    received,
    answers,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
