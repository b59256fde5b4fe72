import { afterAll, beforeAll, expect, it } from 'vitest'
import { moveIndex } from '#lib/core/retrieval/move/move-index.ts'
import { deps } from '#lib/server/deps.ts'
import { type RestorableApp, startRestorableApp } from '../testing/restorable-app.ts'

let app: RestorableApp
beforeAll(async () => {
  app = await startRestorableApp()
}, 120_000)
afterAll(() => app.close())

it('a guide whose meaning a service compares has its vectors there again', async () => {
  const { owner, botId, documents, ask } = await app.newGuide()
  const moving = { ...deps(), wait: async () => {}, onStep: () => {} }
  expect((await moveIndex(moving, botId, 's3vectors', { force: true })).outcome).toBe('moved')
  const there = async () => {
    const ids: string[] = []
    for await (const page of deps().remoteVectors.list(botId)) ids.push(...page.map(key => key.documentId))
    return ids.toSorted()
  }
  const at = await app.moment()
  await owner.call('DELETE', `/api/bots/${botId}/documents/${documents['Tickets.txt']}`)
  expect(await there()).toEqual([documents['Dogs.txt']])

  const { code, text } = await app.restore('--all', '--at', at, '--apply')
  expect(text).toContain('brought back 1 document,')
  expect(code).toBe(0)
  expect(await there()).toEqual(Object.values(documents).toSorted())
  expect(await ask('What does a family ticket cost?')).toContain('28 euros')

  const tables = ['bots', 'vectors'].map(name => `docent-${name}-at-${at.replaceAll(/[-:]|\.000/g, '')}`)
  const named = await app.restore('--all', '--from-bots', tables[0]!, '--from-vectors', tables[1]!)
  expect(named.text).toContain('It is there, with the settings it had.')
  expect(named.code).toBe(0)
}, 120_000)
