import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BotListResponse } from '#lib/core/contract/bots.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let owner: Awaited<ReturnType<TestApp['newOwner']>>

beforeAll(async () => {
  app = await startTestApp()
  owner = await app.newOwner()
})
afterAll(() => app.close())

async function newBot(name = 'Harbour Museum') {
  const response = await owner.call('POST', '/api/bots', { name })
  return (await response.json()).bot
}

describe('the bots of an owner', () => {
  it('creates a closed bot from a name alone, and lists it', async () => {
    const response = await owner.call('POST', '/api/bots', { name: '  Harbour Museum ', purpose: 'Tickets' })
    expect(response.status).toBe(201)
    const { bot } = await response.json()
    expect(bot).toMatchObject({
      name: 'Harbour Museum',
      purpose: 'Tickets',
      published: false,
      allowedSites: [],
      version: 1,
    })
    const { bots } = (await (await owner.call('GET', '/api/bots')).json()) as BotListResponse
    expect(bots.map(listing => listing.bot.id)).toContain(bot.id)
    expect(bots[0]?.documents).toEqual({ total: 0, ready: 0, working: 0, failed: 0 })
  })

  it('refuses a name of spaces, naming the field and the next step', async () => {
    const response = await owner.call('POST', '/api/bots', { name: '   ' })
    expect(response.status).toBe(400)
    const { error } = await response.json()
    expect(error).toMatchObject({ code: 'invalid', message: 'name: Give your guide a name.' })
    expect(error.nextStep).toBeTruthy()
    expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('changes what is named, keeps the rest, and turns typed sites into origins once each', async () => {
    const bot = await newBot()
    const change = {
      published: true,
      allowedSites: ['Example.com/shop', 'https://example.com', 'http://localhost:3000/'],
    }
    const response = await owner.call('PATCH', `/api/bots/${bot.id}`, change)
    const changed = (await response.json()).bot
    expect(changed).toMatchObject({ name: bot.name, published: true, version: 2 })
    expect(changed.allowedSites).toEqual(['https://example.com', 'http://localhost:3000'])
  })

  it('refuses a change made against an older version, and keeps the newer one', async () => {
    const bot = await newBot()
    await owner.call('PATCH', `/api/bots/${bot.id}`, { greeting: 'First', version: 1 })
    const late = await owner.call('PATCH', `/api/bots/${bot.id}`, { greeting: 'Second', version: 1 })
    expect(late.status).toBe(409)
    expect((await (await owner.call('GET', `/api/bots/${bot.id}`)).json()).bot.greeting).toBe('First')
  })

  it('lets one of many changes at the same time through, and tells the others', async () => {
    const bot = await newBot()
    const responses = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        owner.call('PATCH', `/api/bots/${bot.id}`, { greeting: `${index}`, version: 1 }),
      ),
    )
    expect(responses.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409])
  })

  it('deletes a bot once; the second time it is not there', async () => {
    const bot = await newBot()
    expect((await owner.call('DELETE', `/api/bots/${bot.id}`)).status).toBe(204)
    expect((await owner.call('DELETE', `/api/bots/${bot.id}`)).status).toBe(404)
    expect((await owner.call('GET', `/api/bots/${bot.id}`)).status).toBe(404)
  })

  it('shows a bot and its documents without what is Docent’s own', async () => {
    const { id } = await newBot()
    await owner.call('POST', `/api/bots/${id}/documents`, { name: 'a.txt', size: 5 })
    for (const path of ['/api/bots', `/api/bots/${id}`, `/api/bots/${id}/documents`]) {
      const text = await (await owner.call('GET', path)).text()
      expect(text).toContain('createdAt')
      expect(text).not.toMatch(/"(ownerId|index|heartbeat|deadline|attempts)"/)
    }
  })

  it('gives the line that puts the bot on a site', async () => {
    const bot = await newBot()
    const { script } = await (await owner.call('GET', `/api/bots/${bot.id}`)).json()
    expect(script).toContain(`/docent.js" data-bot="${bot.id}"`)
  })

  it('removes every bot of an account that is deleted', async () => {
    const leaving = await app.newOwner()
    await leaving.call('POST', '/api/bots', { name: 'One' })
    await leaving.call('POST', '/api/bots', { name: 'Two' })
    expect((await leaving.call('DELETE', '/api/account')).status).toBe(204)
    expect((await (await leaving.call('GET', '/api/bots')).json()).bots).toEqual([])
  })
})

describe('adding a document', () => {
  it('answers a form for exactly this file', async () => {
    const bot = await newBot()
    const response = await owner.call('POST', `/api/bots/${bot.id}/documents`, {
      name: 'Rules.PDF',
      size: 12,
    })
    expect(response.status).toBe(201)
    const { document, upload } = await response.json()
    expect(document).toMatchObject({ name: 'Rules.PDF', format: 'pdf', status: 'waiting', fileHash: null })
    expect(upload.fields).toMatchObject({
      key: expect.stringMatching(/^uploads\/.+\/original\.pdf$/),
      'Content-Type': 'application/pdf',
    })
  })

  it.each([
    ['empty.txt', 0, /“empty.txt” is empty/],
    ['huge.pdf', 25 * 1_048_576 + 1, /“huge.pdf” has 25.1 MB; at most 25 MB/],
    ['sheet.numbers', 10, /“sheet.numbers” is not a file we can read/],
    ['noending', 10, /“noending” is not a file we can read/],
  ])('refuses %s of %d bytes with a reason that names it', async (name, size, reason) => {
    const bot = await newBot()
    const response = await owner.call('POST', `/api/bots/${bot.id}/documents`, { name, size })
    expect(response.status).toBe(400)
    const { error } = await response.json()
    expect(error.message).toMatch(reason)
    expect(error.nextStep).toBeTruthy()
  })

  it('keeps what a file is compared by, and takes nothing else for it', async () => {
    const bot = await newBot()
    const add = (fileHash: string) =>
      owner.call('POST', `/api/bots/${bot.id}/documents`, { name: 'Rules.pdf', size: 12, fileHash })
    const fileHash = 'ab'.repeat(32)
    expect((await (await add(fileHash)).json()).document).toMatchObject({ fileHash })
    for (const wrong of ['', 'ab', `${fileHash}0`, 'x'.repeat(64)])
      expect((await add(wrong)).status).toBe(400)
  })

  it('takes strange names, made safe to show', async () => {
    const bot = await newBot()
    const names = ['../../etc/passwd.txt', `${'🦊'.repeat(500)}.md`, 'invoice\u202Efdp.txt']
    for (const name of names) {
      const response = await owner.call('POST', `/api/bots/${bot.id}/documents`, { name, size: 5 })
      expect(response.status).toBe(201)
    }
    const { documents } = await (await owner.call('GET', `/api/bots/${bot.id}/documents`)).json()
    const shown = documents.map((document: { name: string }) => document.name)
    expect(shown).toContain('passwd.txt')
    expect(shown).toContain('invoicefdp.txt')
    for (const name of shown) expect(name.length).toBeLessThanOrEqual(255)
  })

  it('lets two tabs delete the same document: one does it, the other hears that it is gone', async () => {
    const bot = await newBot()
    const { document } = await (
      await owner.call('POST', `/api/bots/${bot.id}/documents`, { name: 'a.txt', size: 5 })
    ).json()
    const path = `/api/bots/${bot.id}/documents/${document.id}`
    const statuses = (await Promise.all([owner.call('DELETE', path), owner.call('DELETE', path)])).map(
      r => r.status,
    )
    expect(statuses.toSorted()).toEqual([204, 404])
    expect((await (await owner.call('GET', `/api/bots/${bot.id}/documents`)).json()).documents).toEqual([])
  })
})

describe('what is sent', () => {
  it('is refused beyond 64 KB without being read to its end', async () => {
    const response = await owner.call('POST', '/api/bots', { name: 'x'.repeat(100_000) })
    expect(response.status).toBe(413)
  })

  it('is refused where it is not JSON', async () => {
    const response = await app.call('POST', '/api/bots', {
      headers: { authorization: `Bearer ${owner.token}` },
      body: '{',
    })
    expect(response.status).toBe(400)
    expect((await response.json()).error.message).toBe('What was sent is not JSON.')
  })
})
