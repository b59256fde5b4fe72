import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** `node cold-start.ts FOLDER`: loads a function as Lambda's runtime does, says what that took, and ends. */
Object.assign(globalThis, {
  awslambda: { streamifyResponse: (handler: unknown) => handler, HttpResponseStream: {} },
})
const { handler } = await import(pathToFileURL(join(process.argv[2]!, 'index.mjs')).href)
if (typeof handler !== 'function') throw new Error('There is no handler.')
const { user, system } = process.cpuUsage()
const start = {
  cpuMs: (user + system) / 1_000,
  wallMs: performance.now(),
  residentMb: process.memoryUsage.rss() / 1_000_000,
}
console.log(JSON.stringify(start))
process.exit(0)
