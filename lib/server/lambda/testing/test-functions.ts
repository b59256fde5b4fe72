import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleFunctions } from '#lib/cli/build/bundle-functions.ts'
import { LocalFunction } from '#lib/local-aws/lambda/function.ts'
import { serveFunctionUrl } from '#lib/local-aws/lambda/function-url.ts'
import { serveLambda } from '#lib/local-aws/lambda/invoke-service.ts'
import { connectQueue } from '#lib/local-aws/sqs/event-source.ts'
import { Queue } from '#lib/local-aws/sqs/queue.ts'
import { serveSqs } from '#lib/local-aws/sqs/service.ts'
import { testAccount } from '#lib/local-aws/testing/aws-target.ts'
import { APP_URL, startTestApp } from '../../testing/test-app.ts'
import { INGEST_BATCH, INGEST_TRIES } from '../ingest-limits.ts'

/** Short, so that a dead worker is noticed within a test; long enough that a living one on a busy machine is not taken for dead. */
export const LEASE_MS = 1_000

/**
 * The cloud as it is deployed, on loopback: S3 tells a queue, the queue feeds the ingest bundle, which has
 * the extract bundle read; the sweep bundle fills the queue again, and the chat bundle answers at a Function URL that streams. The app beside
 * it has no worker. `elapse` moves the queue's clock.
 */
export async function startTestFunctions(options: { ingestTimeoutMs?: number } = {}) {
  const ingestTimeoutMs = options.ingestTimeoutMs ?? 60_000
  const outside = await mkdtemp(join(tmpdir(), 'docent-functions-'))
  const bundles = bundleFunctions(outside)
  let later = 0
  const queue = new Queue({
    name: 'ingest',
    // Longer than a run, so that none is doubled.
    visibilityMs: 2 * ingestTimeoutMs,
    maxReceiveCount: INGEST_TRIES,
    now: () => Date.now() + later,
  })
  const sqs = await serveSqs({ account: testAccount, queues: [queue] })
  const app = await startTestApp({
    objectCreatedUrl: sqs.notificationsOf(queue),
    settings: {
      DOCENT_METRICS_NAMESPACE: 'Docent',
      DOCENT_LEASE_SECONDS: String(LEASE_MS / 1_000),
      DOCENT_INGEST_QUEUE_URL: sqs.urlOf(queue),
      DOCENT_STOP_POLL_SECONDS: '0.1',
    },
  })
  // No right and no setting: what reads documents is told all it needs.
  const extract = new LocalFunction(
    { name: 'extract', folder: bundles.extract.folder, environment: {}, timeoutMs: 60_000 },
    // What has been read is taken before its function has quite ended.
    { concurrency: 4 },
  )
  const lambda = await serveLambda({ account: testAccount, functions: [extract] })
  const environment = {
    ...ofProduct(process.env),
    AWS_ENDPOINT_URL_LAMBDA: lambda.url,
    DOCENT_EXTRACT_FUNCTION: extract.settings.name,
  }
  const fn = (name: keyof typeof bundles, timeoutMs: number, concurrency: number) =>
    new LocalFunction({ name, folder: bundles[name].folder, environment, timeoutMs }, { concurrency })
  const ingest = fn('ingest', ingestTimeoutMs, 2)
  const chat = fn('chat', 60_000, 4)
  const sweep = fn('sweep', 60_000, 1)
  const source = connectQueue(queue, ingest, {
    batchSize: INGEST_BATCH,
    concurrency: 2,
    region: testAccount.region,
  })
  const cors = {
    allowOrigins: [APP_URL],
    allowMethods: ['POST'],
    allowHeaders: ['authorization', 'content-type'],
    maxAgeSeconds: 3_600,
  }
  const chatUrl = await serveFunctionUrl(chat, { cors })
  const tellingChatUrl = await serveFunctionUrl(chat, { cors, hangUpWithCaller: true })

  return {
    app,
    queue,
    source,
    functions: { ingest, extract, chat, sweep },
    chatUrl: chatUrl.url,
    /** The same, but the function's stream closes when its caller goes away, which AWS's does not. */
    tellingChatUrl: tellingChatUrl.url,
    elapse(milliseconds: number) {
      later += milliseconds
      queue.look()
    },
    async close() {
      await Promise.all([chatUrl.close(), tellingChatUrl.close()])
      await Promise.all([ingest, extract, chat, sweep].map(each => each.close()))
      await lambda.close()
      await source.close()
      await sqs.close()
      await app.close()
      await rm(outside, { recursive: true, force: true })
    },
  }
}
/** The figures in a function's log, of CloudWatch's embedded metric format. */
export function figuresIn(fn: LocalFunction): Record<string, unknown>[] {
  return fn
    .log()
    .filter(line => line.includes('"_aws"'))
    .map(line => JSON.parse(line))
}

export type TestFunctions = Awaited<ReturnType<typeof startTestFunctions>>

/** What the product reads; a function has nothing else around it. */
function ofProduct(environment: NodeJS.ProcessEnv): Record<string, string> {
  const ours = Object.entries(environment).filter(
    ([name, value]) => value !== undefined && /^(AWS_|DOCENT_|NO_PROXY$)/.test(name),
  )
  return Object.fromEntries(ours) as Record<string, string>
}
