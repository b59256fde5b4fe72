import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningDocent, startDocent } from '../../cli/start/start-docent.ts'
import { readAnswer } from '../../client/read-answer.ts'
import type { Source } from '../../core/chat/answer-event.ts'
import { answerPrompt } from '../../core/chat/answer-prompt.ts'
import type { ChatModelRequest } from '../../core/chat/ports.ts'
import { makeOwner, signInOwner } from '../../laptop/owner-account.ts'
import { type OwnerApi, ownerApi } from '../../laptop/owner-api.ts'
import { bedrockControl } from '../../server/testing/bedrock-control.ts'
import { Tickets } from '../../server/tickets.ts'
import { manual, question } from './manual.ts'

export interface Stage {
  docent: RunningDocent
  bedrock: ReturnType<typeof bedrockControl>
  /** Passages the bot answers from. */
  passages: number
  /** What the model reads for a question. */
  prompt: ChatModelRequest
  /** A visitor's leave to ask. */
  ticket(visitor: number): string
  /** Calls to AWS until now, whoever made them. */
  calls(): Promise<number>
  close(): Promise<void>
}

/** At which port the app's process can be asked about itself. */
export interface StageOptions {
  inspectorPort: number
  say: (line: string) => void
}

/** The AWS on loopback answers as this model. */
export const CHAT_MODEL = 'docent.local-model'
/** Nobody's limit is the thing measured. */
const NO_LIMITS = {
  DOCENT_QUESTIONS_PER_VISITOR: '1000000',
  DOCENT_QUESTIONS_PER_ADDRESS: '1000000',
  DOCENT_QUESTIONS_PER_BOT: '1000000',
}
const PASSAGES = 1_000
/** Embedding a thousand passages takes seconds; after this long the worker hangs. */
const PATIENCE_MS = 180_000

/** Docent as `npm start` runs it, in a folder of its own, with one published bot that knows a long manual. */
export async function openStage({ inspectorPort, say }: StageOptions): Promise<Stage> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'docent-bench-chat-'))
  const removeFolder = () => rm(dataFolder, { recursive: true, force: true })
  const docent = await startDocent({
    dataFolder,
    ports: { app: 0, aws: 0, worker: 0 },
    build: 'production',
    quiet: false,
    demo: false,
    settings: {
      ...NO_LIMITS,
      DOCENT_CHAT_MODEL: CHAT_MODEL,
    },
    appNodeOptions: [`--inspect=127.0.0.1:${inspectorPort}`],
  }).catch(async error => {
    await removeFolder()
    throw error
  })
  const close = async () => {
    await docent.close()
    await removeFolder()
  }
  try {
    const furnished = await furnish(docent, say)
    // Nothing is read any more; what it asks of AWS by the way would be counted with the questions' calls.
    await docent.processes.worker.stop()
    return { ...furnished, docent, calls: () => callsUntilNow(docent.awsUrl), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function furnish(docent: RunningDocent, say: (line: string) => void) {
  const bedrock = bedrockControl(docent.awsUrl, docent.account)
  await bedrock.script({ on: 'embed', vector: 'fast', times: 1_000_000 })
  const owner = { email: 'bench@docent.example', password: 'Quiet-Museum-1' }
  await makeOwner(docent.aws, docent.pool, owner)
  const token = await signInOwner(docent.awsUrl, docent.pool, owner)
  const api = ownerApi(docent.appUrl, token!)

  say(`Reading a manual of ${PASSAGES} passages …`)
  const { id: botId } = await api.createBot({ name: 'Harbour Museum', purpose: 'Answers visitors.' })
  await api.addDocument(botId, { name: 'Manual.txt', bytes: new Uint8Array(Buffer.from(manual(PASSAGES))) })
  const passages = await untilReady(api, botId)
  const bot = await api.changeBot(botId, { published: true })

  const tickets = new Tickets(docent.env.DOCENT_TICKET_KEY!)
  const ticket = (visitor: number) =>
    tickets.issue({ bot: botId, site: '', visitor: `visitor_${visitor}`, role: 'visitor' }, Date.now()).ticket
  const sources = await sourcesOf(docent.appUrl, ticket(0), question(0))
  return { bedrock, passages, ticket, prompt: answerPrompt(bot, sources, [], question(0)) }
}

async function callsUntilNow(awsUrl: string): Promise<number> {
  const response = await fetch(`${awsUrl}/_calls`)
  return ((await response.json()) as { calls: number }).calls
}

async function untilReady(api: OwnerApi, botId: string): Promise<number> {
  const giveUpAt = Date.now() + PATIENCE_MS
  while (Date.now() < giveUpAt) {
    const [document] = await api.listDocuments(botId)
    if (document?.status === 'ready') return document.passageCount
    if (document?.failure) throw new Error(`The manual could not be read: ${document.failure.reason}`)
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  throw new Error('The manual was not ready in time.')
}

async function sourcesOf(appUrl: string, ticket: string, asked: string): Promise<Source[]> {
  const response = await fetch(`${appUrl}/api/chat`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ticket}`, 'content-type': 'application/json' },
    body: JSON.stringify({ question: asked }),
  })
  for await (const event of readAnswer(response)) {
    if (event.type === 'problem') throw new Error(event.problem.message)
    if (event.type === 'sources' && event.sources.length) return event.sources
  }
  throw new Error(`The bot found nothing to answer from (${response.status}).`)
}
