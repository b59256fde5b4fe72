import {
  type DynamoDBClient,
  RestoreTableToPointInTimeCommand,
  UpdateContinuousBackupsCommand,
} from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deps } from '#lib/server/deps.ts'
import { type RestorableApp, startRestorableApp } from '../testing/restorable-app.ts'
import { readRestoreRequest } from './read-restore-request.ts'
import { unseenLines } from './restore-words.ts'
import { findRestoredTables } from './restored-tables.ts'

let app: RestorableApp
beforeAll(async () => {
  app = await startRestorableApp()
}, 120_000)
afterAll(() => app.close())

const AT = ['--at', '2026-11-21T12:00:00Z']

it.each([
  [[], 'Name the guides by their ids, or say --all.'],
  [['bot_1', '--all', ...AT], 'Name the guides by their ids, or say --all.'],
  [['harbour', ...AT], '“harbour” is no id of a guide'],
  [['bot_1'], 'Say when with --at TIME'],
  [['bot_1', '--from-bots', 'x'], 'Say when with --at TIME'],
  [['bot_1', ...AT, '--from-bots', 'x'], 'A time and tables are two ways'],
  [['bot_1', '--at', 'yesterday'], '“yesterday” is no time with its zone'],
  [['bot_1', '--at', '2026-11-21T12:00:00'], 'is no time with its zone'],
  [['bot_1', ...AT, '--look', '--apply'], '--look shows what --apply would do'],
  [
    ['bot_1', '--from-bots', 'x', '--from-vectors', 'y', '--look'],
    'Tables that are there are looked at without --look',
  ],
  [['bot_1', ...AT, '--force'], "Unknown option '--force'"],
])('%j is refused: %s', (words, message) => {
  expect(() => readRestoreRequest(words)).toThrow(message)
})

it('reads guides, a time to the second and what is to be done', () => {
  const words = ['bot_1', 'bot_2', 'bot_1', '--at', '2026-11-21T13:00:00.700+01:00', '--overwrite']
  expect(readRestoreRequest(words)).toMatchObject({
    guides: ['bot_1', 'bot_2'],
    source: { kind: 'time', at: new Date('2026-11-21T12:00:00Z') },
    overwrite: true,
    apply: false,
  })
})

it('says how it is used, and what is in the way, and ends with 2', async () => {
  const wrong = await app.restore('bot_1')
  expect(wrong.text).toContain('usage: npm run docent -- restore')
  expect(wrong.code).toBe(2)
  const early = await app.restore('bot_1', '--at', '2020-01-01T00:00:00Z', '--apply')
  expect(early.text).toMatch(/docent-bots can be had as it was between .+Z and .+Z, not at 2020-01-01/)
  expect(early.code).toBe(2)
})

it('names the table that cannot be read from', async () => {
  const { settings } = deps()
  const live = { bots: settings.botsTable, vectors: settings.vectorsTable }
  const find = (bots: string, vectors: string) =>
    findRestoredTables(app.client, live, { kind: 'tables', bots, vectors }, new Date())
  await expect(find(live.bots, live.vectors)).rejects.toThrow('docent-bots is the table in use')
  await expect(find('nowhere', live.vectors)).rejects.toThrow('There is no table nowhere')
  await expect(find(live.vectors, live.bots)).rejects.toThrow(
    'docent-vectors has the keys botId, chunkId, but docent-bots has pk, sk',
  )
  const ahead = new Date(Date.now() + 3_600_000)
  const at = (time: Date) => findRestoredTables(app.client, live, { kind: 'time', at: time }, new Date())
  await expect(at(ahead)).rejects.toThrow('is still to come')
  await app.client.send(
    new UpdateContinuousBackupsCommand({
      TableName: live.vectors,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
    }),
  )
  const now = new Date(await app.moment())
  await expect(at(now)).rejects.toThrow(
    'No moment of docent-vectors can be had: point-in-time recovery is not switched on.',
  )
})

it('reads nothing in a table that AWS is still filling', async () => {
  const client = {
    send: async () => ({ Table: { TableName: 'looked-at', TableStatus: 'CREATING', KeySchema: [] } }),
  }
  const found = await findRestoredTables(
    client as unknown as DynamoDBClient,
    { bots: 'bots', vectors: 'vectors' },
    { kind: 'tables', bots: 'looked-at', vectors: 'looked-at' },
    new Date(),
  )
  expect(unseenLines(found)[0]).toBe('looked-at is still being made; run this again when it is there.')
})

it('does not take a table of another moment for its own', async () => {
  const { settings } = deps()
  const live = { bots: settings.botsTable, vectors: settings.vectorsTable }
  const at = new Date(await app.moment())
  const then = new Date(await app.moment())
  const name = `${live.bots}-at-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
  const request = { SourceTableName: live.bots, TargetTableName: name, RestoreDateTime: then }
  await app.client.send(new RestoreTableToPointInTimeCommand(request))
  await expect(findRestoredTables(app.client, live, { kind: 'time', at }, new Date())).rejects.toThrow(
    `There is a table ${name} that was not made of docent-bots as it was at ${at.toISOString()}.`,
  )
})
