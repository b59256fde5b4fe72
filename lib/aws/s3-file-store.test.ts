import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FileStore } from '#lib/core/documents/ports.ts'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { deps } from '#lib/server/deps.ts'
import { startTestApp, type TestApp } from '#lib/server/testing/test-app.ts'
import { postForm } from '#lib/server/testing/upload.ts'

let app: TestApp
let files: FileStore

beforeAll(async () => {
  app = await startTestApp()
  ;({ files } = deps())
})
afterAll(() => app.close())

const text: StructuredText = {
  format: 'txt',
  title: null,
  pageCount: null,
  unreadablePages: [],
  text: 'Füchse 🦊',
  blocks: [{ kind: 'paragraph', start: 0, end: 9, headingPath: [] }],
}

function target(key: string, bytes = 5) {
  return files.uploadTarget(key, { bytes, contentType: 'text/plain', expiresInSeconds: 60 })
}

const bytes = (count: number) => new Uint8Array(count).fill(97)

describe('an upload’s form', () => {
  it('takes exactly the file that was announced', async () => {
    expect(await files.size('kept/a/five.txt')).toBeNull()
    expect((await postForm(await target('kept/a/five.txt'), bytes(5))).ok).toBe(true)
    expect(await files.size('kept/a/five.txt')).toBe(5)
  })

  it.each([
    ['one byte more', 6, 'EntityTooLarge'],
    ['one byte less', 4, 'EntityTooSmall'],
    ['nothing', 0, 'EntityTooSmall'],
  ])('refuses %s, and keeps none of it', async (_, count, code) => {
    const response = await postForm(await target('kept/a/wrong.txt'), bytes(count))
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(code)
    expect(await files.size('kept/a/wrong.txt')).toBeNull()
  })

  it.each([
    ['another content type', { 'Content-Type': 'text/html' }],
    ['another key', { key: 'kept/b/stolen.txt' }],
    ['no signature', { 'X-Amz-Signature': '0'.repeat(64) }],
  ])('refuses %s', async (_, fields) => {
    const { url, fields: signed } = await target('kept/a/other.txt')
    const response = await postForm({ url, fields: { ...signed, ...fields } }, bytes(5))
    expect(response.status).toBe(403)
    expect(await files.size('kept/a/other.txt')).toBeNull()
    expect(await files.size('kept/b/stolen.txt')).toBeNull()
  })
})

describe('a text', () => {
  it('comes back as it was put, and is null where there is none', async () => {
    await files.putText('texts/bot_1/doc_1.json', text)
    expect(await files.getText('texts/bot_1/doc_1.json')).toEqual(text)
    expect(await files.getText('texts/bot_1/doc_2.json')).toBeNull()
  })
})

describe('deleting a prefix', () => {
  it('takes everything under it and nothing beside it', async () => {
    const keys = Array.from({ length: 30 }, (_, index) => `texts/bot_many/${index}.json`)
    for (let at = 0; at < keys.length; at += 50)
      await Promise.all(keys.slice(at, at + 50).map(key => files.putText(key, text)))
    await files.putText('texts/bot_many2/0.json', text)
    await files.deletePrefix('texts/bot_many/')
    await files.deletePrefix('texts/bot_many/')
    expect(await Promise.all([keys[0]!, keys.at(-1)!].map(key => files.size(key)))).toEqual([null, null])
    expect(await files.size('texts/bot_many2/0.json')).toBeGreaterThan(0)
  })
})
