import { request } from 'node:http'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { awslambda, ResponseStream, type StreamingHandler, streams } from './response-stream.ts'

/**
 * The Node runtime inside one execution environment: loads `index.mjs`, then asks the runtime API for one
 * event after the other. Started by environment.ts as `node runtime-process.ts API_PORT FOLDER NAME`.
 * Source: "Using the Lambda runtime API for custom runtimes", AWS Lambda developer guide.
 */
const [port, folder, functionName] = process.argv.slice(2) as [string, string, string]
const API = `http://127.0.0.1:${port}/2018-06-01/runtime`

// Whoever started us is gone: nobody will ask for anything more.
process.stdin.resume().once('close', () => process.exit(1))
Object.assign(globalThis, { awslambda })

const handler = await load()
for (;;) await runNext()

type Handler = (event: unknown, context: object) => unknown

async function load(): Promise<Handler | StreamingHandler> {
  try {
    const module = await import(pathToFileURL(join(folder, 'index.mjs')).href)
    if (typeof module.handler !== 'function') throw new Error('index.handler is undefined or not exported')
    return module.handler
  } catch (error) {
    await post(`${API}/init/error`, reportOf(error))
    process.exit(1)
  }
}

async function runNext(): Promise<void> {
  const next = await call('GET', `${API}/invocation/next`)
  const requestId = next.headers['lambda-runtime-aws-request-id']!
  const deadline = Number(next.headers['lambda-runtime-deadline-ms'])
  const here = `${API}/invocation/${requestId}`
  const context = {
    awsRequestId: requestId,
    functionName,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  }
  const event: unknown = JSON.parse(next.body.toString())
  try {
    if (streams(handler)) await stream(handler, event, context, here)
    else await post(`${here}/response`, await (handler as Handler)(event, context))
  } catch (error) {
    console.error(JSON.stringify(reportOf(error)))
    await post(`${here}/error`, reportOf(error))
  }
}

async function stream(run: StreamingHandler, event: unknown, context: object, here: string) {
  const out = new ResponseStream(`${here}/response`)
  try {
    await run(event, out, context)
    if (!out.writableEnded && !out.destroyed) out.end()
    await out.sent
  } catch (error) {
    out.destroy()
    throw error
  }
}

function reportOf(error: unknown) {
  if (!(error instanceof Error)) return { errorType: 'Error', errorMessage: String(error), trace: [] }
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] }
}

async function post(url: string, value: unknown): Promise<void> {
  await call('POST', url, JSON.stringify(value ?? null))
}

function call(method: string, url: string, body?: string) {
  return new Promise<{ headers: Record<string, string>; body: Buffer }>((resolve, reject) => {
    request(url, { method, headers: { 'content-type': 'application/json' } }, response => {
      buffer(response).then(
        bytes => resolve({ headers: response.headers as Record<string, string>, body: bytes }),
        reject,
      )
    })
      .once('error', reject)
      .end(body)
  })
}
