import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Bot } from '#lib/core/bots/bot.ts'
import type { Document } from '#lib/core/documents/document.ts'
import type { OwnerApi } from './owner-api.ts'
import { prepareGuide } from './sample-guide.ts'

let root: string
let said: string[]
let server: ReturnType<typeof fakeServer>
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'docent-guide-'))
  mkdirSync(join(root, 'docs'))
  writeFileSync(join(root, 'docs', 'README.md'), '# Docent')
  writeFileSync(join(root, 'docs', 'sites.md'), '# Sites')
  writeFileSync(join(root, 'docs', 'architecture.md'), '# For contributors')
  mkdirSync(join(root, 'docs', 'operate'))
  writeFileSync(join(root, 'docs', 'operate', 'deploy.md'), '# For operators')
  said = []
  server = fakeServer()
})
afterEach(() => rmSync(root, { recursive: true }))

const prepare = (foreignOrigin = 'http://127.0.0.1:3100', patienceMs?: number) =>
  prepareGuide({
    ...{ api: server.api, root, dataFolder: root, foreignOrigin, patienceMs },
    say: line => said.push(line),
  })

it('makes a published bot that knows the documentation and may be shown on the foreign page', async () => {
  const { botId } = await prepare()
  expect(server.bots.get(botId)).toMatchObject({
    published: true,
    allowedSites: ['http://127.0.0.1:3100'],
  })
  expect(server.names()).toEqual(['README.md', 'sites.md'])
})

it('does nothing the second time', async () => {
  const first = await prepare()
  server.writes = 0
  expect(await prepare()).toEqual(first)
  expect(server.writes).toBe(0)
})

it('replaces a document that changed and removes one that is gone', async () => {
  await prepare()
  writeFileSync(join(root, 'docs', 'README.md'), '# Docent, better')
  rmSync(join(root, 'docs', 'sites.md'))
  const readme = [...server.documents.values()].find(document => document.fileName === 'README.md')!
  await prepare()
  expect(server.names()).toEqual(['README.md'])
  expect(server.documents.has(readme.id)).toBe(false)
})

it('lets what is being prepared end before it replaces anything', async () => {
  await prepare()
  writeFileSync(join(root, 'docs', 'README.md'), '# Docent, better')
  for (const document of server.documents.values()) document.status = 'embedding'
  server.looksLeft = 2
  await prepare()
  expect(server.replaced).toEqual(['ready'])
})

it('prepares again what failed, and in the end there is one of each', async () => {
  await prepare()
  // A model that refused: what another encoder was to prepare failed, what takes its place is ready.
  for (const { id, fileName } of [...server.documents.values()]) {
    server.leave({ fileName, status: 'failed', replaces: id })
  }
  server.leave({ fileName: 'README.md', status: 'ready' })
  await prepare()
  expect(server.names()).toEqual(['README.md', 'sites.md'])
  expect(server.replaced).toEqual(['ready', 'ready'])
  server.writes = 0
  await prepare()
  expect(server.writes).toBe(0)
})

it('is published although its documents take longer than anybody waits, and is not begun anew for it', async () => {
  server.looksLeft = 1_000
  const { botId } = await prepare(undefined, 0)
  expect(said.at(-1)).toBe('  … 2 documents are still being prepared; Docent goes on with that.')
  expect(server.bots.get(botId)).toMatchObject({ published: true })
  const [first] = server.documents.values()
  server.leave({ fileName: first!.fileName, status: 'embedding', replaces: first!.id })
  first!.status = 'ready'
  server.writes = 0
  await prepare(undefined, 0)
  server.looksLeft = 1
  await prepare()
  expect(server.writes).toBe(0)
})

it('does not take the ready copy of what changed for the change that failed', async () => {
  await prepare()
  writeFileSync(join(root, 'docs', 'README.md'), '# Docent, better')
  server.failing = true
  await prepare()
  expect(said.at(-1)).toContain('failed')
  server.failing = false
  await prepare()
  expect(server.names()).toEqual(['README.md', 'sites.md'])
  expect([...server.documents.values()].map(({ status }) => status)).toEqual(['ready', 'ready'])
  expect(server.replaced).toEqual(['ready', 'ready'])
})

it('leaves alone what its owner added under the same name', async () => {
  await prepare()
  server.leave({ fileName: 'README.md', status: 'ready', fileHash: 'f'.repeat(64) })
  server.leave({ fileName: 'sites.md', status: 'failed', fileHash: 'e'.repeat(64) })
  server.writes = 0
  await prepare()
  expect(server.writes).toBe(0)
})

it('adds a document again that its owner deleted', async () => {
  await prepare()
  for (const [id, document] of server.documents) {
    if (document.fileName === 'sites.md') server.documents.delete(id)
  }
  await prepare()
  expect(server.names()).toEqual(['README.md', 'sites.md'])
})

it('follows the foreign page to another port and keeps the sites that its owner added', async () => {
  const { botId } = await prepare()
  server.bots.get(botId)!.allowedSites.push('https://museum.example')
  await prepare('http://127.0.0.1:3101')
  expect(server.bots.get(botId)!.allowedSites).toEqual(['https://museum.example', 'http://127.0.0.1:3101'])
})

it('does not publish again what its owner has closed', async () => {
  const { botId } = await prepare()
  server.bots.get(botId)!.published = false
  await prepare('http://127.0.0.1:3101')
  expect(server.bots.get(botId)!.published).toBe(false)
})

it('makes a new one when its owner deleted it', async () => {
  const { botId } = await prepare()
  server.bots.clear()
  server.documents.clear()
  const again = await prepare()
  expect(again.botId).not.toBe(botId)
  expect(server.names()).toEqual(['README.md', 'sites.md'])
})

/** Documents are ready on the second look, as after a moment's work. */
function fakeServer() {
  const bots = new Map<string, Bot>()
  const documents = new Map<string, Document>()
  let count = 0
  const fake = {
    bots,
    documents,
    writes: 0,
    /** So often somebody looks before what is in work is ready. */
    looksLeft: 1,
    /** Whatever is prepared fails. */
    failing: false,
    /** As something else left it. */
    leave(fields: Partial<Document>) {
      const id = `doc_${++count}`
      documents.set(id, {
        id,
        name: id,
        fileHash: null,
        replaces: null,
        failure: null,
        ...fields,
      } as Document)
    },
    /** How the documents stood that were replaced. */
    replaced: [] as (string | undefined)[],
    names: () => [...documents.values()].map(document => document.fileName).sort(),
    api: {
      async createBot(request) {
        fake.writes++
        const bot = {
          id: `bot_${++count}`,
          allowedSites: [] as string[],
          published: false,
          ...request,
        } as Bot
        bots.set(bot.id, bot)
        return bot
      },
      async getBot(id) {
        return bots.get(id) ?? null
      },
      async changeBot(id, change) {
        fake.writes++
        return Object.assign(bots.get(id)!, change)
      },
      async listDocuments() {
        const listed = [...documents.values()].map(document => ({ ...document })).toReversed()
        fake.looksLeft--
        if (fake.looksLeft < 1) for (const document of documents.values()) end(document)
        return listed
      },
      async addDocument(_, { name }, replaces) {
        fake.writes++
        const document = {
          id: `doc_${++count}`,
          name: `What ${name} calls itself`,
          fileName: name,
          status: 'waiting',
          failure: null,
          fileHash: null,
          replaces: replaces ?? null,
        } as Document
        documents.set(document.id, document)
        if (replaces) fake.replaced.push(documents.get(replaces)?.status)
        return document
      },
      async deleteDocument(_, id) {
        fake.writes++
        documents.delete(id)
      },
    } satisfies OwnerApi,
  }
  function end(document: Document) {
    if (document.status === 'failed' || document.status === 'ready') return
    document.status = fake.failing ? 'failed' : 'ready'
    if (fake.failing) document.failure = { reason: 'It failed.', nextStep: 'Try again.', retryable: true }
    else if (document.replaces) documents.delete(document.replaces)
  }
  return fake
}
