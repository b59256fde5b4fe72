import { afterAll, beforeAll, expect, it } from 'vitest'
import { searchPreviewSchema } from '#lib/core/chat/search-preview-result.ts'
import { repackBot } from '#lib/core/retrieval/packs/repack-bot.ts'
import { deps } from '../deps.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { announce, settled, upload } from '../testing/upload.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp({ worker: true })
})
afterAll(() => app.close())

const TEXTS = {
  'contract_final_v3 (1).txt': 'Assistance dogs are welcome in every gallery.',
  'prices.txt': 'A family ticket for two adults and their children costs 28 euros.',
  'hours.txt': 'It opens at ten and closes at six.',
}

/** A guide with the three texts above, by file name. */
async function newGuide() {
  const owner = await app.newOwner()
  const { bot } = await (await owner.call('POST', '/api/bots', { name: 'Harbour Museum' })).json()
  const ids = new Map<string, string>()
  for (const [name, text] of Object.entries(TEXTS)) {
    const document = await upload(owner, bot.id, name, text)
    expect(await settled(owner, document)).toMatchObject({ status: 'ready', name })
    ids.set(name, document.id)
  }
  const path = (fileName: string) => `/api/bots/${bot.id}/documents/${ids.get(fileName)}`
  return {
    owner,
    botId: bot.id as string,
    rename: (fileName: string, name: unknown) => owner.call('PATCH', path(fileName), { name }),
    async search(question: string) {
      const response = await owner.call('POST', `/api/bots/${bot.id}/search-preview`, { question })
      return searchPreviewSchema.parse(await response.json()).passages
    },
  }
}

it('shows a document under its owner’s name, and finds it by that', async () => {
  const { rename, search } = await newGuide()
  expect((await search('Visitor handbook'))[0]?.words.measured).toBe(0)
  const response = await rename('contract_final_v3 (1).txt', '  Visitor\n handbook ')
  expect(response.status).toBe(200)
  expect((await response.json()).document).toMatchObject({
    name: 'Visitor handbook',
    fileName: 'contract_final_v3 (1).txt',
  })
  const [best, ...others] = await search('Visitor handbook')
  expect(best).toMatchObject({
    documentName: 'Visitor handbook',
    text: TEXTS['contract_final_v3 (1).txt'],
    marks: {
      name: [
        { start: 0, end: 7 },
        { start: 8, end: 16 },
      ],
    },
  })
  expect(best!.words.measured).toBeGreaterThan(0)
  expect(others.map(({ documentName }) => documentName).toSorted()).toEqual(['hours.txt', 'prices.txt'])
})

it('keeps everything else that was packed with it, also when packs are made anew', async () => {
  const { botId, rename, search } = await newGuide()
  const { manifests, packFiles } = deps()
  await repackBot(deps(), botId)
  expect((await manifests.get(botId)).packs).toHaveLength(1)
  expect((await rename('prices.txt', 'What it costs')).status).toBe(200)
  expect((await rename('hours.txt', 'When it opens')).status).toBe(200)

  const names = async () => {
    const found = await search('What does a family ticket cost?')
    return Object.fromEntries(found.map(({ documentName, text }) => [documentName, text]))
  }
  const expected = {
    'What it costs': TEXTS['prices.txt'],
    'When it opens': TEXTS['hours.txt'],
    'contract_final_v3 (1).txt': TEXTS['contract_final_v3 (1).txt'],
  }
  expect(await names()).toEqual(expected)
  const [only, ...more] = (await manifests.get(botId)).packs
  expect(more).toEqual([])
  expect(await packFiles.list(botId)).toEqual([only!.object])

  await packFiles.delete(botId, [only!.object])
  expect(await names()).toEqual(expected)
})

it('takes many names at the same time, and loses no document', async () => {
  const { botId, rename, search } = await newGuide()
  await repackBot(deps(), botId)
  const files = Object.keys(TEXTS)
  const responses = await Promise.all(files.map((file, n) => rename(file, `Chapter ${n}`)))
  for (const { status } of responses) expect([200, 409]).toContain(status)
  expect(responses.some(({ status }) => status === 200)).toBe(true)
  const { documents } = deps()
  const called = (await documents.list(botId)).map(({ name }) => name)
  const found = (await search('When does it open?')).map(({ documentName }) => documentName)
  expect(found.toSorted()).toEqual(called.toSorted())
})

it('refuses what is no name, and a document that is not ready', async () => {
  const { owner, botId, rename } = await newGuide()
  for (const wrong of ['', '  ', '\u202E', null, 7]) {
    const response = await rename('prices.txt', wrong)
    expect(response.status).toBe(400)
  }
  const { document } = await announce(owner, botId, { name: 'later.txt', size: 5 })
  const early = await owner.call('PATCH', `/api/bots/${botId}/documents/${document.id}`, { name: 'Soon' })
  expect(early.status).toBe(409)
  expect((await early.json()).error).toMatchObject({
    message: '“later.txt” is not ready, so it keeps its name for now.',
    nextStep: 'Rename it once it is ready.',
  })
})

it('is for its owner only', async () => {
  const { botId, owner } = await newGuide()
  const [document] = (await (await owner.call('GET', `/api/bots/${botId}/documents`)).json()).documents
  const stranger = await app.newOwner()
  const response = await stranger.call('PATCH', `/api/bots/${botId}/documents/${document.id}`, {
    name: 'Mine',
  })
  expect(response.status).toBe(404)
})
