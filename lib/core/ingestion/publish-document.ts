import type { Clock } from '../clock.ts'
import { type DocumentRemovalDeps, removeWhatDocumentOwns } from '../deletion/delete-document.ts'
import type { PackEntry } from '../documents/pack-entry.ts'
import type { DocumentKey, DocumentStore } from '../documents/ports.ts'
import type { StructuredText } from '../documents/structured-text.ts'
import type { Encoder } from '../retrieval/ports.ts'
import { type DocumentLease, LeaseLost } from './document-lease.ts'

/** A restoration asks for them, and reaches back 35 days; of a document exchanged daily their ids are 1.5 kB. */
const KEPT_PREDECESSORS = 50

export interface PublishDeps extends DocumentRemovalDeps {
  documents: Pick<DocumentStore, 'get' | 'publish' | 'delete'>
  encoder: Pick<Encoder, 'name'>
  clock: Clock
}

/**
 * In one step: the document is found from now on, the one it replaces is not, and what that one owned is
 * removed. Throws `LeaseLost` where the document is no longer ours.
 */
export async function publishDocument(
  deps: PublishDeps,
  { document }: DocumentLease,
  text: StructuredText,
  passageCount: number,
  pack: PackEntry | null,
): Promise<void> {
  for (;;) {
    const replaced = await replacedBy(deps, document)
    const contents = {
      status: text.unreadablePages.length ? ('partly' as const) : ('ready' as const),
      pageCount: text.pageCount,
      unreadablePages: text.unreadablePages,
      leftOut: text.leftOut,
      passageCount,
      characterCount: text.text.length,
      encoder: deps.encoder.name,
      predecessors: replaced ? [...replaced.predecessors, replaced.id].slice(-KEPT_PREDECESSORS) : [],
      heartbeat: new Date(deps.clock()).toISOString(),
    }
    if (await deps.documents.publish(document, contents, pack, replaced?.id ?? null)) {
      if (replaced) await removeWhatDocumentOwns(deps, replaced)
      return
    }
    // Its owner may have deleted the replaced one in this very moment; then there is none to be replaced.
    if (!replaced || (await replacedBy(deps, document))) throw new LeaseLost()
  }
}

/** The document whose place this one takes; null where there is none any more. */
async function replacedBy(
  { documents }: PublishDeps,
  { botId, replaces }: DocumentKey & { replaces: string | null },
) {
  const replaced = replaces && (await documents.get(botId, replaces))
  return replaced && replaced.status !== 'deleting' ? replaced : null
}
