import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FileStore } from '#lib/core/documents/ports.ts'
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
