import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ChangeBotRequest } from '#lib/core/bots/bot.ts'
import type { DocumentView } from '#lib/core/contract/documents.ts'
import { workingStatuses } from '#lib/core/documents/document.ts'
import { writePrivately } from './installation.ts'
import type { OwnerApi } from './owner-api.ts'

/** The sample guide of this data folder. */
const guideSchema = z.object({
  botId: z.string(),
  /** The origin that was allowed to show it, last time. */
  foreignOrigin: z.string(),
  /** Hash of each document it knows, by name. */
  documents: z.record(z.string(), z.string()),
})
export type Guide = z.infer<typeof guideSchema>

/** Between two looks at documents in work. */
const POLL_MS = 250
/** A page of Markdown takes a second; something is broken long before this. */
const PATIENCE_MS = 180_000
/** For whoever was told that the models may fail, and waits for a start that cannot tell more. */
export const LITTLE_PATIENCE_MS = 5_000

const LOOK: ChangeBotRequest = {
  greeting: 'Hello! I know the Docent guide by heart. What would you like to do?',
  suggestedQuestions: [
    'How do I put a guide on my website?',
    'Which documents can I add?',
    'What happens when the documents do not say?',
  ],
}

export function readGuide(dataFolder: string): Guide | null {
  const file = guideFile(dataFolder)
  if (!existsSync(file)) return null
  // Only a note of what was done: damaged, it is written anew with a new guide.
  const parsed = guideSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  return parsed.success ? parsed.data : null
}

const guideFile = (dataFolder: string) => join(dataFolder, 'guide.json')

/**
 * Makes the sample guide through the owner's own API, or brings it up to date: the documents of `root` that
 * changed, and the one site that may show it. Answers when every document is ready, or `patienceMs` are over:
 * the worker goes on then.
 */
export async function prepareGuide(options: {
  api: OwnerApi
  root: string
  dataFolder: string
  foreignOrigin: string
  say: (line: string) => void
  patienceMs?: number
}): Promise<Guide> {
  const { api, root, dataFolder, foreignOrigin, say, patienceMs = PATIENCE_MS } = options
  const giveUpAt = Date.now() + patienceMs
  const files = readProjectDocuments(root)
  const known = readGuide(dataFolder)
  const bot = known && (await api.getBot(known.botId))
  const guide: Guide = bot ? known : { botId: '', foreignOrigin: '', documents: {} }
  const keep = () => writePrivately(guideFile(dataFolder), guide)

  if (!bot) {
    say("Making the sample guide from the project's own documentation …")
    const { id } = await api.createBot({ name: 'Docent guide', purpose: 'Helps people use Docent.' })
    guide.botId = id
    await api.changeBot(id, { ...LOOK, allowedSites: [foreignOrigin] })
    guide.foreignOrigin = foreignOrigin
    keep()
  } else if (guide.foreignOrigin !== foreignOrigin) {
    const others = bot.allowedSites.filter(site => site !== guide.foreignOrigin)
    await api.changeBot(bot.id, { allowedSites: [...new Set([...others, foreignOrigin])] })
    guide.foreignOrigin = foreignOrigin
    keep()
  }

  // What the worker took up again, or prepares again, ends first: a version of a version would leave the oldest.
  if ((await api.listDocuments(guide.botId)).some(isWorking))
    await untilReady(api, guide.botId, giveUpAt, say)
  if (await refreshDocuments(api, guide, files)) {
    await untilReady(api, guide.botId, giveUpAt, say)
    keep()
  }
  // Published once; an owner who closes it later keeps it closed.
  if (!bot) await api.changeBot(guide.botId, { published: true })
  return guide
}

interface ProjectDocument {
  name: string
  bytes: Uint8Array<ArrayBuffer>
  hash: string
}

/** Answers the questions of those who change Docent. */
const FOR_CONTRIBUTORS = 'architecture.md'

/** The pages for people with guides and sites; what lies in folders is for operators, and answers other questions. */
export function readProjectDocuments(root: string): ProjectDocument[] {
  return readdirSync(join(root, 'docs'))
    .filter(name => name.endsWith('.md') && name !== FOR_CONTRIBUTORS)
    .sort()
    .map(name => {
      const bytes = new Uint8Array(readFileSync(join(root, 'docs', name)))
      return { name, bytes, hash: createHash('sha256').update(bytes).digest('hex') }
    })
    .filter(file => file.bytes.length > 0)
}

/** Answers whether there was anything to prepare or to remove. */
async function refreshDocuments(api: OwnerApi, guide: Guide, files: ProjectDocument[]): Promise<boolean> {
  const listed = await api.listDocuments(guide.botId)
  const copies = new Map(
    [...new Set([...files.map(({ name }) => name), ...Object.keys(guide.documents)])].map(name => [
      name,
      copiesOf(name, listed),
    ]),
  )
  const isCurrent = (file: ProjectDocument) => {
    const { present, failed } = copies.get(file.name)!
    const isThere = present && (present.status === 'ready' || isWorking(present))
    return guide.documents[file.name] === file.hash && isThere && !failed
  }
  const stale = files.filter(file => !isCurrent(file))
  const gone = Object.keys(guide.documents).filter(name => !files.some(file => file.name === name))
  const leftovers = [...copies.values()].flatMap(({ others }) => others)

  // First of all: a version of one that failed would leave what that one was to replace.
  for (const { id } of leftovers) await api.deleteDocument(guide.botId, id)
  for (const file of stale) {
    await api.addDocument(guide.botId, file, copies.get(file.name)!.present?.id)
    guide.documents[file.name] = file.hash
  }
  for (const name of gone) {
    const { present } = copies.get(name)!
    if (present) await api.deleteDocument(guide.botId, present.id)
    delete guide.documents[name]
  }
  return stale.length + gone.length + leftovers.length > 0
}

/** `listed`: newest first. `present` is the one that answers, `others` are older copies and failed ones of ours, which nobody needs. */
function copiesOf(name: string, listed: DocumentView[]) {
  const named = listed.filter(({ fileName }) => fileName === name)
  // A browser always sends the hash of what its owner adds.
  const ours = named.filter(({ fileHash }) => fileHash === null)
  const isReady = ({ status }: DocumentView) => status === 'ready'
  const present = ours.find(isReady) ?? named.find(isReady) ?? ours[0] ?? named[0]
  const others = ours.filter(document => document.id !== present?.id && !isWorking(document))
  return { present, others, failed: others.some(({ status }) => status === 'failed') }
}

function isWorking({ status }: DocumentView): boolean {
  return workingStatuses.includes(status)
}

async function untilReady(api: OwnerApi, botId: string, giveUpAt: number, say: (line: string) => void) {
  let told = ''
  for (;;) {
    const documents = await api.listDocuments(botId)
    const working = documents.filter(isWorking)
    const line = `  … ${documents.length - working.length} of ${documents.length} documents ready`
    if (line !== told) say(line)
    told = line
    if (working.length === 0) {
      for (const { name, failure } of documents) {
        if (failure) say(`  ${name} failed: ${failure.reason} ${failure.nextStep}`)
      }
      return
    }
    if (Date.now() >= giveUpAt) {
      const those = working.length === 1 ? '1 document is' : `${working.length} documents are`
      return say(`  … ${those} still being prepared; Docent goes on with that.`)
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MS))
  }
}
