import type { Document } from '#lib/core/documents/document.ts'
import type { DocumentStore } from '#lib/core/documents/ports.ts'

/** Between two looks. */
const POLL_MS = 500
/** A worker is done with this stage in seconds; a dead one is replaced long before. */
const PATIENCE_MS = 5 * 60_000

/**
 * Waits until no document is in the stage in which its worker may have read the bot's setting before it was
 * switched: those that come into it later read the new one. Answers the names of those that stay in it.
 */
export async function waitForPacking(
  { documents }: { documents: Pick<DocumentStore, 'list'> },
  botId: string,
  wait: (milliseconds: number) => Promise<void>,
): Promise<string[]> {
  const packing = async () => (await documents.list(botId)).filter(({ status }) => status === 'packing')
  const stage = ({ id, attempts }: Document) => `${id} ${attempts}`
  let open = await packing()
  for (let waited = 0; open.length && waited < PATIENCE_MS; waited += POLL_MS) {
    await wait(POLL_MS)
    const now = new Set((await packing()).map(stage))
    open = open.filter(document => now.has(stage(document)))
  }
  return open.map(({ name }) => name)
}
