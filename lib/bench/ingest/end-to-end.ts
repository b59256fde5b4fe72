import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { startDocent } from '../../cli/start/start-docent.ts'
import { residentBytesOfTree } from '../../extraction/resident-memory.ts'
import { makeOwner, signInOwner } from '../../laptop/owner-account.ts'
import { ownerApi } from '../../laptop/owner-api.ts'

export interface EndToEnd {
  /** From the upload until it can be found, in the order of the files. */
  seconds: number[]
  /** The most that the worker, with what reads documents for it, held; 0 where the system does not tell. */
  peakMb: number
}

const LOOK_EVERY_MS = 100

/** Adds files to an installation as `npm start` runs it, one after the other. */
export async function addOneByOne(
  dataFolder: string,
  files: readonly { name: string; bytes: Uint8Array<ArrayBuffer> }[],
): Promise<EndToEnd> {
  const ports = { app: 0, foreign: 0, aws: 0, worker: 0 }
  const docent = await startDocent({ dataFolder, ports, build: 'production', quiet: true, demo: false })
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, residentBytesOfTree(docent.processes.worker.pid ?? 0))
  }, LOOK_EVERY_MS)
  try {
    const owner = { email: `${randomUUID()}@docent.example`, password: `Aa1-${randomUUID()}` }
    await makeOwner(docent.aws, docent.pool, owner)
    const api = ownerApi(docent.appUrl, (await signInOwner(docent.awsUrl, docent.pool, owner))!)
    const { id } = await api.createBot({ name: 'Library' })
    const seconds: number[] = []
    for (const file of files) {
      const began = performance.now()
      const added = await api.addDocument(id, file)
      for (;;) {
        const document = (await api.listDocuments(id)).find(one => one.id === added.id)
        if (document?.status === 'ready') break
        if (!document || document.failure) throw new Error(`${file.name}: ${document?.failure?.reason}`)
        await setTimeout(LOOK_EVERY_MS)
      }
      seconds.push((performance.now() - began) / 1_000)
    }
    return { seconds, peakMb: peak / 1_048_576 }
  } finally {
    clearInterval(watch)
    await docent.close()
  }
}
