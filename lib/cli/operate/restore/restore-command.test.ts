import { ListTablesCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { DeleteObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uploadKey } from '#lib/core/documents/storage-keys.ts'
import { deps } from '#lib/server/deps.ts'
import { type RestorableApp, startRestorableApp } from '../testing/restorable-app.ts'

let app: RestorableApp
beforeAll(async () => {
  app = await startRestorableApp()
}, 120_000)
afterAll(() => app.close())

const PRICE = 'What does a family ticket cost?'

describe('from backup to answer, with a process that goes on meanwhile', () => {
  it('a deleted document answers again, and what was added since does too', async () => {
    const { owner, botId, documents, add, ask } = await app.newGuide()
    expect(await ask(PRICE)).toContain('28 euros')
    const at = await app.moment()
    await owner.call('DELETE', `/api/bots/${botId}/documents/${documents['Tickets.txt']}`)
    await add('Parking.txt', 'Parking costs 3 euros an hour.')
    expect(await ask(PRICE)).not.toContain('28 euros')

    const { code, text } = await app.restore(botId, '--at', at, '--apply')
    expect(text).toContain(
      `Harbour Museum (${botId}): brought back 1 document, 1 passage, 2 files, 0 conversations.`,
    )
    expect(text).toContain('Search reads 3 passages of 3 documents, from the next question on.')
    expect(text).not.toContain('NOT RESTORED')
    expect(code).toBe(0)
    expect(await ask(PRICE)).toContain('28 euros')
    expect(await ask('What does parking cost?')).toContain('3 euros')
    const document = (await deps().documents.get(botId, documents['Tickets.txt']!))!
    expect(await deps().files.size(uploadKey(document))).toBe(document.size)
    const opened = await owner.call('GET', `/api/bots/${botId}/documents/${document.id}/text/0`)
    expect(opened.status).toBe(200)
  }, 120_000)

  it('a deleted guide answers again, with its conversations', async () => {
    const { owner, botId, ask } = await app.newGuide()
    await ask(PRICE)
    await expect.poll(async () => (await deps().conversations.list(botId, 9)).length).toBe(1)
    const at = await app.moment()
    expect((await owner.call('DELETE', `/api/bots/${botId}`)).status).toBe(204)
    expect(await ask(PRICE)).toBe('')

    const { code, text } = await app.restore(botId, '--at', at, '--apply')
    expect(text).toMatch(/brought back 2 documents, 2 passages, 4 files, 1 conversation/)
    expect(code).toBe(0)
    expect(await ask(PRICE)).toContain('28 euros')
    const [conversation] = await deps().conversations.list(botId, 9)
    expect(await deps().conversations.messages(conversation!.id, 9)).toHaveLength(2)
    expect((await owner.call('GET', `/api/bots/${botId}`)).status).toBe(200)
  }, 120_000)

  it('what was changed and spoiled becomes as it was where that is asked for, and is left alone else', async () => {
    const { owner, botId, documents, ask } = await app.newGuide()
    const { greeting } = (await deps().bots.get(botId))!
    const at = await app.moment()
    await owner.call('PATCH', `/api/bots/${botId}`, { name: 'Spoiled', greeting: 'Go away' })
    const id = documents['Tickets.txt']!
    await owner.call('PATCH', `/api/bots/${botId}/documents/${id}`, { name: 'Nonsense' })
    await spoil(botId, id, 'A family ticket costs 99 euros.')
    expect(await ask(PRICE)).toContain('99 euros')
    const before = (await deps().bots.get(botId))!

    const kept = await app.restore(botId, '--at', at, '--apply')
    expect(kept.text).toContain('brought back 0 documents, 0 passages, 0 files')
    expect(await ask(PRICE)).toContain('99 euros')

    const { code, text } = await app.restore(botId, '--at', at, '--overwrite', '--apply')
    expect(text).toContain('brought back 1 document, 2 passages')
    expect(code).toBe(0)
    expect(await ask(PRICE)).toContain('28 euros')
    const now = (await deps().bots.get(botId))!
    expect(now).toMatchObject({ name: 'Harbour Museum', greeting })
    // Whoever has the page open with what was undone is told that it changed.
    expect(now.version).toBeGreaterThan(before.version)
    expect((await deps().documents.get(botId, id))!.name).toBe('Tickets.txt')
  }, 120_000)
})

describe('without --apply', () => {
  it('nothing is written, and what would be done is said, as far as it can be seen', async () => {
    const { owner, botId, documents } = await app.newGuide()
    const at = await app.moment()
    await owner.call('DELETE', `/api/bots/${botId}/documents/${documents['Tickets.txt']}`)
    const before = await everything()
    const blind = await app.restore(botId, '--at', at)
    expect(blind.text).toMatch(/docent-bots-at-\d{8}T\d{6}Z would be made of docent-bots/)
    expect(blind.text).toContain('Nothing was written. To do it, add --apply.')
    expect(await everything()).toEqual(before)

    expect(blind.text).toContain('add --look')

    const looked = await app.restore(botId, '--at', at, '--look')
    expect(looked.text).toContain('Tickets.txt: comes back; 1 of 1 passage missing; 2 files deleted')
    expect(looked.text).toContain(
      'Nothing was written but those tables. To do it, add --apply in place of --look.',
    )
    expect(looked.text).toMatch(/aws dynamodb delete-table --table-name "docent-bots-at-\d{8}T\d{6}Z"/)
    expect(looked.code).toBe(0)
    expect((await everything()).items).toEqual(before.items)

    await app.restore(botId, '--at', at, '--apply')
    await owner.call('DELETE', `/api/bots/${botId}/documents/${documents['Dogs.txt']}`)
    const after = await everything()
    const { code, text } = await app.restore(botId, '--at', at)
    expect(text).toContain('Dogs.txt: comes back; 1 of 1 passage missing; 2 files deleted')
    expect(text).not.toContain('Tickets.txt')
    expect(text).toContain('Nothing was written.')
    expect(code).toBe(0)
    expect(await everything()).toEqual(after)
  }, 120_000)
})

describe('what cannot come back', () => {
  it('is named: a guide that was not there, a file that is gone for good, passages that are', async () => {
    const early = await app.moment()
    const { owner, botId, documents } = await app.newGuide()
    const unknown = await app.restore(botId, '--at', early, '--apply')
    expect(unknown.text).toContain(`NOT RESTORED: ${botId}, because it was not there then.`)
    expect(unknown.code).toBe(1)

    const [tickets, dogs] = [documents['Tickets.txt']!, documents['Dogs.txt']!]
    await deps().passages.deleteOfDocument(botId, dogs)
    const at = await app.moment()
    await owner.call('DELETE', `/api/bots/${botId}/documents/${tickets}`)
    await removeForGood(`uploads/`, tickets)
    const { code, text } = await app.restore(botId, '--at', at, '--apply')
    expect(text).toContain('NOT RESTORED: Tickets.txt is found, but its file is gone for good')
    expect(text).toContain('NOT RESTORED: Dogs.txt says it is ready, but has 0 of its 1 passages')
    expect(code).toBe(1)
  }, 120_000)

  it('stays away while it is being deleted, or of an owner who is gone', async () => {
    const { owner, botId } = await app.newGuide()
    const at = await app.moment()
    await deps().bots.markDeleting(botId, new Date().toISOString())
    const going = await app.restore(botId, '--at', at, '--apply')
    expect(going.text).toContain('because it is being deleted at this moment')
    expect(going.code).toBe(1)
    await deps().bots.delete(botId)
    const { ownerId } = (await deps().documents.list(botId))[0]!
    await deps().accounts.close(ownerId, new Date().toISOString())
    const { code, text } = await app.restore(botId, '--at', at, '--apply')
    expect(text).toContain('the account of its owner is deleted')
    expect(code).toBe(1)
    expect(await deps().bots.get(botId)).toBeNull()
    expect((await owner.call('GET', `/api/bots/${botId}`)).status).not.toBe(200)
  }, 120_000)
})

it('a guide that cannot be read holds up no other, and is named', async () => {
  const [broken, whole] = [await app.newGuide(), await app.newGuide()]
  const at = await app.moment()
  for (const { owner, botId, documents } of [broken, whole])
    await owner.call('DELETE', `/api/bots/${botId}/documents/${documents['Tickets.txt']}`)
  const { settings } = deps()
  await app.client.send(
    new UpdateItemCommand({
      TableName: settings.botsTable,
      Key: { pk: { S: `BOT#${broken.botId}` }, sk: { S: `DOC#${broken.documents['Dogs.txt']}` } },
      UpdateExpression: 'SET characterCount = :nothing',
      ExpressionAttributeValues: { ':nothing': { S: 'nothing' } },
    }),
  )
  const { code, text } = await app.restore(broken.botId, whole.botId, '--at', at, '--apply')
  expect(text).toMatch(new RegExp(`NOT RESTORED: ${broken.botId}: .*characterCount`))
  expect(text).toContain(`Harbour Museum (${whole.botId}): brought back 1 document, 1 passage`)
  expect(text).toMatch(/aws dynamodb delete-table --table-name "docent-vectors-at-\d{8}T\d{6}Z"/)
  expect(code).toBe(1)
  expect(await whole.ask(PRICE)).toContain('28 euros')
}, 120_000)

/** Both tables, as they are stored, and which there are. */
async function everything() {
  const { settings } = deps()
  const scans = await Promise.all(
    [settings.botsTable, settings.vectorsTable].map(TableName =>
      app.client.send(new ScanCommand({ TableName })),
    ),
  )
  const { TableNames } = await app.client.send(new ListTablesCommand({}))
  // How often owners asked is counted in the same table.
  const items = scans.flatMap(({ Items = [] }) => Items).filter(({ pk }) => !pk?.S?.startsWith('LIMIT#'))
  return { items, TableNames }
}

/** What the packs hold stays; the text in the table is another. */
async function spoil(botId: string, documentId: string, text: string) {
  await app.client.send(
    new UpdateItemCommand({
      TableName: deps().settings.vectorsTable,
      Key: { botId: { S: botId }, chunkId: { S: `${documentId}#000000` } },
      UpdateExpression: 'SET #text = :text',
      ExpressionAttributeNames: { '#text': 'text' },
      ExpressionAttributeValues: { ':text': { S: text } },
    }),
  )
}

async function removeForGood(prefix: string, documentId: string) {
  const { s3, settings } = deps()
  const { Versions = [], DeleteMarkers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket: settings.bucket, Prefix: prefix }),
  )
  for (const { Key, VersionId } of [...Versions, ...DeleteMarkers]) {
    if (!Key!.includes(documentId)) continue
    await s3.send(new DeleteObjectCommand({ Bucket: settings.bucket, Key, VersionId }))
  }
}
