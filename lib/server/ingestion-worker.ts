import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { prepareAgain } from '#lib/core/ingestion/prepare-again.ts'
import type { SignUp } from '#lib/core/invitations.ts'
import { admitSignUp } from './admit-sign-up.ts'
import { answerInvoke } from './answer-invoke.ts'
import { deps as serverDeps } from './deps.ts'
import { isTurnedAway } from './front-door.ts'
import { DocumentQueue, type QueuedDocument } from './ingestion/document-queue.ts'
import { ingestAndTell } from './ingestion/ingest-and-tell.ts'
import { ingestionDepsHere } from './ingestion/ingestion-deps.ts'
import { documentsOfEvent } from './ingestion/object-created.ts'
import { sweepAndTell } from './ingestion/sweep-and-tell.ts'
import { logError, logInfo } from './log.ts'
import { readLimited } from './read-limited.ts'

/** Two cores: one document is read while another's passages are compared. */
const PARALLEL = 2
/** How soon what has gone quiet is found. */
const SWEEP_EVERY_MS = 2_000
/** An event speaks of one object, whose key has 1,024 bytes at most. */
const MAX_EVENT_BYTES = 64 * 1_024

/** Lambda's Invoke of the function that a user pool asks before it makes an account. */
const PRE_SIGN_UP = '/2015-03-31/functions/docent-pre-sign-up/invocations'

/**
 * What runs in functions in the cloud, as a process of its own. The ingestion takes S3's object-created events at
 * `POST /events` on loopback and sweeps for what no event speaks of. An event is accepted before the work is done; if
 * the work is lost, the sweep finds the document. What another encoder prepared is prepared again, once, from the
 * start on. And the user pool asks here who may make an account.
 */
export async function startWorker(options: {
  port: number
  /** Who may make an account; everybody where left out. */
  signUp?: SignUp
}): Promise<{ port: number; close(): Promise<void> }> {
  const deps = ingestionDepsHere(serverDeps())
  const queue = new DocumentQueue(PARALLEL, key => ingestAndTell(deps, key))
  const enqueue = (key: QueuedDocument) =>
    void queue.add(key).catch(error => logError('ingestion', error, { documentId: key.id }))

  const { signUp = { mode: 'open' } } = options
  const takers: Takers = new Map()
    .set('/events', (event: unknown, response: ServerResponse) => {
      for (const key of documentsOfEvent(event)) enqueue(key)
      response.writeHead(202).end()
    })
    .set(PRE_SIGN_UP, (event: unknown, response: ServerResponse) =>
      answerInvoke(response, () => admitSignUp(signUp, event)),
    )
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo
    if (!isTurnedAway(request, response, { port })) void receive(request, response, takers)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })

  let sweeping: Promise<unknown> | null = null
  const sweepDeps = { ...deps, ingest: async (key: QueuedDocument) => enqueue(key) }
  const timer = setInterval(() => {
    sweeping ??= sweepAndTell(sweepDeps)
      .catch(error => logError('sweep', error))
      .finally(() => {
        sweeping = null
      })
  }, SWEEP_EVERY_MS)

  const renewing = prepareAgain(deps, (id, error) => logError('preparing again', error, { id }))
    .then(documents => documents && logInfo('preparing again', { documents }))
    .catch(error => logError('preparing again', error))

  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      clearInterval(timer)
      await new Promise(resolve => server.close(resolve))
      await renewing
      await sweeping
      await queue.idle()
    },
  }
}

/** By path: what is done with a body, and answered. */
type Takers = ReadonlyMap<string, (event: unknown, response: ServerResponse) => void>

async function receive(request: IncomingMessage, response: ServerResponse, takers: Takers): Promise<void> {
  const take = request.method === 'POST' && takers.get(request.url ?? '')
  if (!take) {
    response.writeHead(404).end()
    return
  }
  try {
    const body = await readLimited(request, response, MAX_EVENT_BYTES)
    if (!body) return
    take(JSON.parse(body.toString()), response)
  } catch (error) {
    logError('event', error)
    response.writeHead(400).end()
  }
}
