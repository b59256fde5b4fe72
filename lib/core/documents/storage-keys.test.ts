import { describe, expect, it } from 'vitest'
import { parseUploadKey, textKey, uploadKey, uploadPrefix } from './storage-keys.ts'

const document = { ownerId: 'owner-1', botId: 'bot_1', id: 'doc_1', format: 'pdf' as const }

describe('an upload’s key', () => {
  it('tells whose it is and which document it belongs to', () => {
    expect(uploadKey(document)).toBe('uploads/owner-1/bot_1/doc_1/original.pdf')
    expect(parseUploadKey(uploadKey(document))).toEqual({
      ownerId: 'owner-1',
      botId: 'bot_1',
      documentId: 'doc_1',
    })
  })

  it.each([
    'texts/bot_1/doc_1.json',
    'uploads/owner-1/bot_1/doc_1/',
    'uploads/owner-1/bot_1/original.pdf',
    'uploads/owner-1/doc_1/bot_1/original.pdf',
    'uploads/owner-1/bot_1/doc_1/more/original.pdf',
    'x/uploads/owner-1/bot_1/doc_1/original.pdf',
    '',
  ])('is not %j', key => {
    expect(parseUploadKey(key)).toBeNull()
  })

  it('begins with no other document’s prefix, so that deleting one leaves the other', () => {
    const other = { ...document, id: 'doc_11' }
    expect(uploadKey(other).startsWith(uploadPrefix(document))).toBe(false)
    expect(textKey(other).startsWith(textKey(document))).toBe(false)
  })
})
