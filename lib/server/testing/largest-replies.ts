import type { z } from 'zod'
import { MAX_BOTS_PER_OWNER } from '#lib/core/bots/create-bot.ts'
import type { ApiRoute } from '#lib/core/contract/api-route.ts'
import type { routes } from '#lib/core/contract/routes.ts'
import { MAX_DOCUMENTS_PER_BOT } from '#lib/core/documents/add-document.ts'
import { MAX_FILE_NAME } from '#lib/core/documents/file-name.ts'
import { PIECE_BYTES } from '#lib/core/documents/text-pieces.ts'
import { MAX_PASSAGE } from '#lib/core/ingestion/split-passages.ts'
import { PASSAGES_FOUND } from '#lib/core/retrieval/ranking/find-passages.ts'
import { sampleBot, sampleDocument } from '#lib/core/testing/sample-items.ts'

type Routes = typeof routes
type Body<Name extends keyof Routes> = Routes[Name] extends ApiRoute & {
  response: infer Schema extends z.ZodType
}
  ? z.input<Schema>
  : never

/** No letter takes more bytes in its place. */
const wide = (letters: number) => '界'.repeat(letters)
const times = <Item>(length: number, item: Item): Item[] => Array.from({ length }, () => item)

const bot = sampleBot('bot_01J00000000000000000000000', {
  name: wide(80),
  purpose: wide(500),
  instructions: wide(4_000),
  greeting: wide(500),
  suggestedQuestions: times(4, wide(120)),
  allowedSites: times(50, `https://${'a'.repeat(265)}`),
})
const documents = { total: 1_000, ready: 1_000, working: 0, failed: 0 }
const document = sampleDocument('bot_01J00000000000000000000000', 'doc_01J00000000000000000000000', {
  name: wide(MAX_FILE_NAME),
  fileName: wide(MAX_FILE_NAME),
  fileHash: 'f'.repeat(64),
  failure: { reason: wide(150), nextStep: wide(150), retryable: true },
  // Every page that the reader of PDF takes on.
  unreadablePages: times(2_000, 2_000),
})
const ticket = { ticket: 'a'.repeat(4_000), expiresAt: '2026-01-01T12:00:00.000Z' }
/** Six levels, of which readers keep 200 letters each. */
const headingPath = times(6, wide(200))
/** In a passage that begins on one page and has a heading in every line of twenty letters. */
const place = { headingPath, turns: times(MAX_PASSAGE / 20, { at: 1, headingPath }) }
const score = { points: 100, measured: 0.123456789 }
const everyOtherLetter = (letters: number) => times(letters / 2, { start: 10_000, end: 10_000 })
const passage = {
  ...{ documentId: document.id, documentName: document.name, place, text: wide(MAX_PASSAGE) },
  ...{ start: 10_000_000, end: 10_000_000, ordinal: 50_000, words: score, meaning: score, together: score },
  ...{ fate: 'no-room' as const, with: 20 },
  marks: { name: everyOtherLetter(255), heading: everyOtherLetter(200), text: everyOtherLetter(MAX_PASSAGE) },
}

/** Of every route that answers JSON in one piece, and is not listed below, the largest body that its limits allow. */
export const largestReplies: { [Name in keyof Routes]?: Body<Name> } = {
  listBots: { bots: times(MAX_BOTS_PER_OWNER, { bot, documents }) },
  createBot: { bot },
  openBot: { bot, documents, script: wide(300) },
  changeBot: { bot },
  listDocuments: { documents: times(MAX_DOCUMENTS_PER_BOT, document) },
  addDocument: { document, upload: { url: wide(300), fields: { policy: wide(4_000) } } },
  getDocument: { document },
  // Base64.
  getDocumentText: { piece: 'a'.repeat(Math.ceil(PIECE_BYTES / 3) * 4), pieces: 100 },
  renameDocument: { document },
  retryDocument: { document },
  previewSearch: {
    passages: times(PASSAGES_FOUND, passage),
    words: times(100, { word: wide(64), passages: 20 }),
    searched: wide(4_000),
    milliseconds: 1_000,
  },
  askTestQuestion: {
    ...{ question: wide(120), answer: wide(4_000), problem: null, firstWordMs: 1, totalMs: 1, microUsd: 1 },
  },
  issueOwnerTicket: ticket,
  renewTicket: ticket,
  health: {
    ok: false,
    checks: Object.fromEntries(times(20, 0).map((_, at) => [`part ${at}`, 'slow' as const])),
  },
  botLook: { accent: '#a8431f' },
}

/** What is bounded otherwise. */
export const boundedElsewhere: { [Name in keyof Routes]?: string } = {
  deleteBot: 'nothing',
  deleteDocument: 'nothing',
  deleteAccount: 'nothing',
  stopAnswer: 'nothing',
  getConversation: 'one page of the table’s, a megabyte: asked for below',
  ask: 'streamed, from an address elsewhere: below',
}
