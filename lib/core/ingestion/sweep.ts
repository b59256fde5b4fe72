import type { BotStore } from '../bots/ports.ts'
import { type AccountRemovalDeps, removeWhatAccountOwns } from '../deletion/close-account.ts'
import { type BotRemovalDeps, removeWhatBotOwns } from '../deletion/delete-bot.ts'
import { removeWhatDocumentOwns } from '../deletion/delete-document.ts'
import type { AccountStore } from '../deletion/ports.ts'
import type { Document } from '../documents/document.ts'
import type { DocumentStore, FileStore } from '../documents/ports.ts'
import { type EndDeps, failDocument, giveUpDocument } from './end-document.ts'
import { MAX_ATTEMPTS } from './ingest-document.ts'
import { arrivedTag } from './read-document.ts'

/** What one sweep takes on; the rest waits for the next. */
const SWEEP_LIMIT = 50

export interface SweepDeps extends AccountRemovalDeps, EndDeps {
  accounts: AccountRemovalDeps['accounts'] & Pick<AccountStore, 'listClosing'>
  bots: AccountRemovalDeps['bots'] & Pick<BotStore, 'listDeleting'>
  documents: BotRemovalDeps['documents'] & Pick<DocumentStore, 'get' | 'advance' | 'listStale'>
  files: BotRemovalDeps['files'] & Pick<FileStore, 'tag'>
  leaseMs: number
  /** Takes a document on, at once or when there is room. */
  ingest(document: Document): Promise<unknown>
}

/**
 * Finds what has gone quiet and takes it on: resumes a document whose worker died, ends one that cannot
 * get further, finishes deletions. `onError` hears of what failed again; the rest goes on. Where one of its three
 * parts cannot say what there is to do, the others have their turn before that is thrown.
 */
export async function sweep(
  deps: SweepDeps,
  onError: (what: string, error: unknown) => void,
): Promise<{ taken: number; givenUp: number }> {
  const before = new Date(deps.clock() - deps.leaseMs).toISOString()
  const parts: (() => Promise<Task[]>)[] = [
    async () => {
      const stale = await deps.documents.listStale(before, SWEEP_LIMIT, onError)
      return stale.map(document => ({ id: document.id, run: () => resume(deps, document) }))
    },
    async () => {
      const ids = await deps.bots.listDeleting(before, SWEEP_LIMIT)
      return ids.map(id => ({ id, run: () => removeWhatBotOwns(deps, id) }))
    },
    async () => {
      const ids = await deps.accounts.listClosing(before, SWEEP_LIMIT)
      return ids.map(id => ({ id, run: () => removeWhatAccountOwns(deps, id) }))
    },
  ]
  let taken = 0
  let givenUp = 0
  const failures: unknown[] = []
  for (const part of parts) {
    const tasks = await part().catch(error => {
      failures.push(error)
      return []
    })
    for (const { id, run } of tasks) {
      try {
        const done = await run()
        if (done !== 'nothing') taken++
        if (done === 'gave-up') givenUp++
      } catch (error) {
        onError(id, error)
      }
    }
  }
  if (failures.length > 1) throw new AggregateError(failures, 'Several parts of the sweep failed.')
  if (failures.length === 1) throw failures[0]
  return { taken, givenUp }
}

interface Task {
  id: string
  /** What became of it; whatever was to be removed is. */
  run(): Promise<unknown>
}
type Resumed = 'taken-on' | 'gave-up' | 'nothing'

async function resume(deps: SweepDeps, document: Document): Promise<Resumed> {
  if (document.status === 'deleting') {
    await removeWhatDocumentOwns(deps, document)
  } else if (document.status === 'waiting' && (await arrivedTag(deps, document)) === null) {
    return (await endOverdueUpload(deps, document)) ? 'taken-on' : 'nothing'
  } else if (document.attempts >= MAX_ATTEMPTS) {
    await giveUpDocument(deps, document)
    return 'gave-up'
  } else {
    await deps.ingest(document)
  }
  return 'taken-on'
}

/** False where there is time yet. */
async function endOverdueUpload(deps: SweepDeps, document: Document): Promise<boolean> {
  const now = deps.clock()
  if (new Date(document.deadline).getTime() > now) {
    // To the back of the queue, so that many slow uploads do not hide what else is quiet.
    await deps.documents.advance(document, { from: ['waiting'] }, { heartbeat: new Date(now).toISOString() })
    return false
  }
  await failDocument(deps, document, {
    reason: 'The upload did not finish.',
    nextStep: 'Add the file again.',
    retryable: false,
  })
  return true
}
