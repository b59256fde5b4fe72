import { startWorker } from '../ingestion-worker.ts'

/** The worker alone, to be killed. */
await startWorker({ port: 0 })
