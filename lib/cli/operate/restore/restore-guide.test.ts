import { type AttributeValue, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textKey, uploadKey } from '#lib/core/documents/storage-keys.ts'
import { moveIndex } from '#lib/core/retrieval/move/move-index.ts'
import { deps } from '#lib/server/deps.ts'
import { settled, upload } from '#lib/server/testing/upload.ts'
import { type RestorableApp, RULES, startRestorableApp } from '../testing/restorable-app.ts'
import { rowsOf } from './guide-rows.ts'
import { type GuideToRestore, planGuide } from './plan-guide.ts'
import { restoreGuide } from './restore-guide.ts'
import { findRestoredTables, makeRestoredTables } from './restored-tables.ts'

/** What people did since, while nobody looked, is theirs: a restoration takes nothing away that it was not told to. */
let app: RestorableApp
beforeAll(async () => {
  app = await startRestorableApp()
}, 120_000)
afterAll(() => app.close())

/** The tables as they are now, and what of a guide would come back from them. */
async function remember() {
  const { settings } = deps()
  const live = { bots: settings.botsTable, vectors: settings.vectorsTable }
  const at = new Date(await app.moment())
  const past = await findRestoredTables(app.client, live, { kind: 'time', at }, new Date())
  await makeRestoredTables(app.client, past, () => {})
  const common = {
    ...deps(),
    client: app.client,
    bucket: settings.bucket,
    hasRemoteVectors: true,
    live,
    past,
  }
  const plan = async (botId: string) => (await planGuide(common, botId)) as GuideToRestore
  return {
    past,
    plan,
    restore: async (botId: string, overwrite = false, planned?: GuideToRestore, bots = common.bots) =>
      restoreGuide({ ...common, bots }, planned ?? (await plan(botId)), { overwrite, now: new Date() }),
  }
}

function change(pk: string, sk: string, values: Record<string, AttributeValue>) {
  const names = Object.keys(values)
  return app.client.send(
    new UpdateItemCommand({
      TableName: deps().settings.botsTable,
      Key: { pk: { S: pk }, sk: { S: sk } },
      UpdateExpression: `SET ${names.map((_, at) => `#n${at} = :v${at}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name, at) => [`#n${at}`, name])),
      ExpressionAttributeValues: Object.fromEntries(names.map((name, at) => [`:v${at}`, values[name]!])),
    }),
  )
}

it('a document that a newer version replaced stays away, and is named', async () => {
  const { owner, botId, documents, ask } = await app.newGuide()
  const { plan, restore } = await remember()
  const id = documents['Tickets.txt']!
  const newer = await upload(owner, botId, 'Tickets.txt', 'A family ticket costs 35 euros.', id)
  expect(await settled(owner, newer)).toMatchObject({ status: 'ready' })
  expect((await plan(botId)).left).toEqual([
    { name: 'Tickets.txt', because: expect.stringContaining('a newer version took its place') },
  ])
  for (const overwrite of [false, true]) await restore(botId, overwrite)
  expect((await deps().documents.list(botId)).map(({ name }) => name).toSorted()).toEqual(
    Object.keys(RULES).toSorted(),
  )
  expect(await ask('What does a family ticket cost?')).toContain('35 euros')
}, 120_000)

it('nor does one that was replaced more than once, whatever has become of those between', async () => {
  const { owner, botId, documents, ask } = await app.newGuide()
  const { plan, restore } = await remember()
  const replace = async (text: string, replaced: string) =>
    (await settled(owner, await upload(owner, botId, 'Tickets.txt', text, replaced))).id
  const second = await replace('A family ticket costs 35 euros.', documents['Tickets.txt']!)
  const third = await replace('A family ticket costs 41 euros.', second)
  expect((await plan(botId)).left).toEqual([
    { name: 'Tickets.txt', because: expect.stringContaining('a newer version took its place') },
  ])
  for (const overwrite of [false, true]) await restore(botId, overwrite)
  const ids = (await deps().documents.list(botId)).map(({ id }) => id)
  expect(ids.toSorted()).toEqual([documents['Dogs.txt']!, third].toSorted())
  expect(await ask('What does a family ticket cost?')).toMatch(/^(?!.*28 euros).*41 euros/s)
}, 120_000)

it('nor does a newer version beside the older one that came back from an earlier moment', async () => {
  const { owner, botId, documents, ask } = await app.newGuide()
  const early = await remember()
  const replace = async (text: string, replaced: string) =>
    (await settled(owner, await upload(owner, botId, 'Tickets.txt', text, replaced))).id
  const second = await replace('A family ticket costs 35 euros.', documents['Tickets.txt']!)
  await replace('A family ticket costs 41 euros.', second)
  const late = await remember()
  expect((await owner.call('DELETE', `/api/bots/${botId}`)).status).toBe(204)
  await early.restore(botId)
  expect((await late.plan(botId)).left).toEqual([
    { name: 'Tickets.txt', because: expect.stringContaining('an older version is there in its place') },
  ])
  await late.restore(botId)
  expect(await ask('What does a family ticket cost?')).toMatch(/^(?!.*41 euros).*28 euros/s)

  await owner.call('DELETE', `/api/bots/${botId}/documents/${documents['Tickets.txt']}`)
  expect((await late.plan(botId)).left).toEqual([])
  await late.restore(botId)
  expect(await ask('What does a family ticket cost?')).toMatch(/^(?!.*28 euros).*41 euros/s)

  // As an installation may have them that was restored before this was looked at.
  const row = (
    await rowsOf(app.client, early.past.bots, `BOT#${botId}`, `DOC#${documents['Tickets.txt']}`)
  )[0]!
  await app.client.send(new PutItemCommand({ TableName: deps().settings.botsTable, Item: row }))
  expect((await late.plan(botId)).left).toEqual([
    { name: 'Tickets.txt', because: 'an older version stands beside it; delete one of the two' },
  ])
}, 120_000)

it('nor does a version beside another that took its place meanwhile', async () => {
  const { owner, botId, documents, ask } = await app.newGuide()
  const first = documents['Tickets.txt']!
  const early = await remember()
  const replace = async (text: string) =>
    (await settled(owner, await upload(owner, botId, 'Tickets.txt', text, first))).id
  const second = await replace('A family ticket costs 35 euros.')
  const late = await remember()
  expect((await owner.call('DELETE', `/api/bots/${botId}/documents/${second}`)).status).toBe(204)
  await early.restore(botId)
  await replace('A family ticket costs 99 euros.')
  expect((await late.plan(botId)).left).toContainEqual({
    name: 'Tickets.txt',
    because: expect.stringContaining('another version has taken that place since'),
  })
  await late.restore(botId)
  expect(await ask('What does a family ticket cost?')).toMatch(/^(?!.*35 euros).*99 euros/s)
}, 120_000)

it('a document that is being prepared stays as it is, and one prepared since keeps its passages', async () => {
  const { botId, documents } = await app.newGuide()
  const [tickets, dogs] = [documents['Tickets.txt']!, documents['Dogs.txt']!]
  const { plan, restore } = await remember()
  await change(`BOT#${botId}`, `DOC#${tickets}`, { workState: { S: 'working' } })
  await change(`BOT#${botId}`, `DOC#${dogs}`, { attempts: { N: '2' } })
  await deps().passages.deleteOfDocument(botId, dogs)
  const { left, documents: planned } = await plan(botId)
  expect(left).toEqual([{ name: 'Tickets.txt', because: 'it is being prepared at this moment' }])
  expect(planned).toMatchObject([{ name: 'Dogs.txt', preparedSince: true, missing: 1 }])
  expect((await restore(botId)).passages).toBe(0)
  expect(await deps().passages.listOfDocument(botId, dogs)).toEqual([])
}, 120_000)

it('passages that a document has gained since go where it is to become as it was', async () => {
  const { owner, botId, documents } = await app.newGuide()
  const id = documents['Dogs.txt']!
  const { restore } = await remember()
  const [passage] = await deps().passages.ofDocument(botId, id)
  await deps().passages.put(botId, [{ ...passage!, ordinal: 1 }])
  await owner.call('PATCH', `/api/bots/${botId}/documents/${id}`, { name: 'Nonsense' })
  await restore(botId)
  expect(await deps().passages.listOfDocument(botId, id)).toHaveLength(2)
  await restore(botId, true)
  expect(await deps().passages.listOfDocument(botId, id)).toHaveLength(1)
}, 120_000)

it('what is changed between looking and writing stays, and is named', async () => {
  const { owner, botId, documents } = await app.newGuide()
  const id = documents['Dogs.txt']!
  const { plan, restore } = await remember()
  await owner.call('PATCH', `/api/bots/${botId}`, { greeting: 'Before' })
  await owner.call('PATCH', `/api/bots/${botId}/documents/${id}`, { name: 'Before.txt' })
  const planned = await plan(botId)
  await owner.call('PATCH', `/api/bots/${botId}`, { greeting: 'After' })
  await change(`BOT#${botId}`, `DOC#${id}`, { version: { N: '99' } })
  const { notDone } = await restore(botId, true, planned)
  expect(notDone.join()).toMatch(/Dogs\.txt was changed just now.*settings were changed just now/)
  expect((await deps().bots.get(botId))!.greeting).toBe('After')
}, 120_000)

describe('of a guide that its owner deletes meanwhile, nothing is left', () => {
  /** A guide that lacks a document, as looked at, and where its file and text lie. */
  async function looked() {
    const guide = await app.newGuide()
    const { botId, owner } = guide
    const moment = await remember()
    const id = guide.documents['Dogs.txt']!
    const document = (await deps().documents.get(botId, id))!
    await owner.call('DELETE', `/api/bots/${botId}/documents/${id}`)
    return {
      ...{ ...guide, ...moment, planned: await moment.plan(botId) },
      deleteGuide: async () => expect((await owner.call('DELETE', `/api/bots/${botId}`)).status).toBe(204),
      async expectNothing() {
        expect(await deps().bots.get(botId)).toBeNull()
        expect(await rowsOf(app.client, deps().settings.botsTable, `BOT#${botId}`)).toEqual([])
        expect(await deps().passages.listOfDocument(botId, id)).toEqual([])
        for (const key of [uploadKey(document), textKey(document)])
          expect(await deps().files.size(key)).toBeNull()
      },
    }
  }

  it('where it is gone before anything is written', async () => {
    const { botId, planned, restore, deleteGuide, expectNothing } = await looked()
    await deleteGuide()
    const done = await restore(botId, false, planned)
    expect(done).toMatchObject({ documents: [], passages: 0, files: 0 })
    expect(done.notDone).toEqual([expect.stringContaining('was deleted while it was brought back')])
    await expectNothing()
  }, 120_000)

  it('and no row of a document stands for an instant, should the restoration be killed there', async () => {
    const { botId, planned, restore, deleteGuide } = await looked()
    await deleteGuide()
    const get = () => Promise.reject(new Error('killed'))
    await expect(restore(botId, false, planned, { ...deps().bots, get })).rejects.toThrow('killed')
    expect(await deps().documents.list(botId)).toEqual([])
  }, 120_000)

  it('where its deletion has begun', async () => {
    const { botId, planned, restore, expectNothing } = await looked()
    await deps().bots.markDeleting(botId, new Date().toISOString())
    expect((await restore(botId, false, planned)).notDone).toHaveLength(1)
    await expectNothing()
  }, 120_000)

  it('where it goes between its documents and what search reads', async () => {
    const { botId, planned, restore, deleteGuide, expectNothing } = await looked()
    const { bots } = deps()
    let isDeleted = false
    const { notDone } = await restore(botId, false, planned, {
      ...bots,
      // Packing anew asks for it first.
      async get(id) {
        if (!isDeleted) await deleteGuide()
        isDeleted = true
        return await bots.get(id)
      },
    })
    expect(notDone).toHaveLength(1)
    await expectNothing()
  }, 120_000)
})

it('what would be over by now is not brought back', async () => {
  const { owner, botId, ask } = await app.newGuide()
  await ask('What does a family ticket cost?')
  await expect.poll(async () => (await deps().conversations.list(botId, 9)).length).toBe(1)
  const [conversation] = await deps().conversations.list(botId, 9)
  const messages = () => rowsOf(app.client, deps().settings.botsTable, `CHAT#${conversation!.id}`)
  const [first, second] = await messages()
  await change(first!.pk!.S!, first!.sk!.S!, { expiresAt: { N: '1000' } })
  const { restore } = await remember()
  expect((await owner.call('DELETE', `/api/bots/${botId}`)).status).toBe(204)
  await restore(botId)
  expect((await messages()).map(({ sk }) => sk)).toEqual([second!.sk])
}, 120_000)

it('with S3 Vectors, vectors of what it says now give way where it is to become as it was', async () => {
  const { botId, documents } = await app.newGuide()
  const id = documents['Dogs.txt']!
  const moving = { ...deps(), wait: async () => {}, onStep: () => {} }
  await moveIndex(moving, botId, 's3vectors', { force: true })
  const there = async () => {
    let count = 0
    for await (const page of deps().remoteVectors.list(botId))
      count += page.filter(key => key.documentId === id).length
    return count
  }
  const { restore } = await remember()
  const [passage] = await deps().passages.ofDocument(botId, id)
  await deps().remoteVectors.put(botId, [{ ...passage!, ordinal: 1 }])
  await restore(botId)
  expect(await there()).toBe(2)
  await restore(botId, true)
  expect(await there()).toBe(1)
}, 120_000)
