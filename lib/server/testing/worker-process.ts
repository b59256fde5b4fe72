import { startWorker } from '../ingestion-worker.ts'

/** The worker alone, to be killed: says at which port it takes events. */
const { port } = await startWorker({ port: 0 })
process.stdout.write(`${port}\n`)
