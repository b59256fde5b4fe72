import type { Document } from './document.ts'

/** Where the owner's file lies. The name is ours: theirs may be too long or too strange for a key. */
export function uploadKey(document: Pick<Document, 'ownerId' | 'botId' | 'id' | 'format'>): string {
  return `${uploadPrefix(document)}original.${document.format}`
}

export function uploadPrefix(document: Pick<Document, 'ownerId' | 'botId' | 'id'>): string {
  return `uploads/${document.ownerId}/${document.botId}/${document.id}/`
}

/** Where its text lies, for opening the exact place. */
export function textKey(document: Pick<Document, 'botId' | 'id'>): string {
  return `${textsPrefix(document.botId)}${document.id}.json`
}

export function textsPrefix(botId: string): string {
  return `texts/${botId}/`
}

/** Where a bot's packs lie, made for searching. */
export function packsPrefix(botId: string): string {
  return `packs/${botId}/`
}

/** The document an upload belongs to, or null for a key of another kind. */
export function parseUploadKey(key: string): { ownerId: string; botId: string; documentId: string } | null {
  const match = /^uploads\/([^/]+)\/(bot_[^/]+)\/(doc_[^/]+)\/[^/]+$/.exec(key)
  if (!match) return null
  const [, ownerId = '', botId = '', documentId = ''] = match
  return { ownerId, botId, documentId }
}
