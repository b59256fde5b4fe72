import type { Bot } from '../bots/bot.ts'
import { type Document, NOTHING_READ } from '../documents/document.ts'
import type { PackEntry } from '../documents/pack-entry.ts'
import type { PublishedContents } from '../documents/ports.ts'
import type { StoredPassage } from '../retrieval/ports.ts'

const NOW = '2026-01-01T12:00:00.000Z'

export function sampleBot(id: string, fields: Partial<Bot> = {}): Bot {
  return {
    id,
    ownerId: 'owner-1',
    name: 'Harbour Museum',
    purpose: '',
    instructions: '',
    greeting: '',
    suggestedQuestions: [],
    language: 'auto',
    answers: 'written',
    accent: '#a8431f',
    allowedSites: [],
    published: false,
    index: 'packs',
    knowledgeVersion: 0,
    version: 1,
    createdAt: NOW,
    updatedAt: NOW,
    ...fields,
  }
}

export function sampleDocument(botId: string, id: string, fields: Partial<Document> = {}): Document {
  return {
    id,
    botId,
    ownerId: 'owner-1',
    name: 'Rules.txt',
    named: 'file',
    fileName: 'Rules.txt',
    origin: { kind: 'upload' },
    format: 'txt',
    size: 5,
    fileHash: null,
    fileTag: null,
    status: 'waiting',
    progress: null,
    failure: null,
    replaces: null,
    predecessors: [],
    ...NOTHING_READ,
    heartbeat: NOW,
    deadline: NOW,
    attempts: 0,
    version: 1,
    createdAt: NOW,
    updatedAt: NOW,
    ...fields,
  }
}

export function samplePassage(documentId: string, ordinal: number, text = `text ${ordinal}`): StoredPassage {
  return {
    documentId,
    ordinal,
    text,
    start: ordinal * 10,
    end: ordinal * 10 + text.length,
    place: { locator: { kind: 'page', page: 1 }, headingPath: ['Visitors'] },
    contentHash: `hash of ${text}`,
    vector: Float32Array.of(Math.cos(ordinal), Math.sin(ordinal)),
  }
}

/** What a document becomes with its publication. */
export function sampleContents(fields: Partial<PublishedContents> = {}): PublishedContents {
  return {
    status: 'ready',
    ...NOTHING_READ,
    passageCount: 1,
    predecessors: [],
    characterCount: 10,
    heartbeat: NOW,
    ...fields,
  }
}

export function samplePack(id: string, object = `${id}-object`): PackEntry {
  const sizes = { rows: 3, dimension: 2, bytes: 300, headerBytes: 64, firstBytes: 128 }
  return { id, object, ...sizes, hash: 'ab'.repeat(32) }
}
