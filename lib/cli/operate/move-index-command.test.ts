import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { leaveEnvironment } from '#lib/laptop/installation-environment.ts'
import { deps } from '../../server/deps.ts'
import { startTestApp, type TestApp } from '../../server/testing/test-app.ts'
import { settled, upload } from '../../server/testing/upload.ts'
import { PROJECT_ROOT } from '../project-root.ts'

let app: TestApp
let owner: Awaited<ReturnType<TestApp['newOwner']>>
let data: string
let botId: string

/** As `npm start` leaves it: somebody's guide, with documents, prepared by the worker. */
beforeAll(async () => {
  app = await startTestApp({ worker: true })
  data = await mkdtemp(join(tmpdir(), 'docent-move-'))
  const ours = Object.entries(process.env).filter(([name]) => /^(AWS|DOCENT)_/.test(name))
  leaveEnvironment(data, Object.fromEntries(ours) as Record<string, string>)
  owner = await app.newOwner()
  botId = (await (await owner.call('POST', '/api/bots', { name: 'Harbour Museum' })).json()).bot.id
  await owner.call('PATCH', `/api/bots/${botId}`, { suggestedQuestions: ['When is the museum open?'] })
  const texts = {
    'Hours.md': '# Opening hours\n\nThe museum is open from nine to five. On Mondays it is closed.',
    'Ships.md': '# Ships\n\nThe collection has forty ships in bottles and one whole tugboat in the yard.',
  }
  for (const [name, text] of Object.entries(texts)) {
    expect(await settled(owner, await upload(owner, botId, name, text))).toMatchObject({ status: 'ready' })
  }
}, 120_000)
afterAll(async () => {
  await app.close()
  await rm(data, { recursive: true })
})

/** In a shell that knows nothing of AWS but a profile that must not be used. */
async function docent(...words: string[]) {
  const child = spawn(
    process.execPath,
    ['lib/cli/operate/docent.ts', 'move-index', ...words, '--data', data],
    {
      cwd: PROJECT_ROOT,
      env: { NODE_ENV: 'production', PATH: process.env.PATH, AWS_PROFILE: 'somebody-else' },
    },
  )
  const output = { text: '' }
  for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => (output.text += piece))
  const [code] = await once(child, 'close')
  return { code, text: output.text }
}

it('moves a bot of the installation that runs here, and back', async () => {
  const there = await docent(botId, '--to', 's3vectors')
  expect(there.text).toContain('Moving Harbour Museum to Amazon S3 Vectors.')
  expect(there.text).toContain('When is the museum open?')
  expect(there.text).toContain('On average 100 %')
  expect(there.code).toBe(0)
  expect((await deps().bots.get(botId))!.index).toBe('s3vectors')

  const back = await docent(botId, '--to', 'packs')
  expect(back.text).toContain('Its index in S3 Vectors is deleted.')
  expect(back.code).toBe(0)
  expect((await deps().bots.get(botId))!.index).toBe('packs')
}, 60_000)

it('is followed by what happens to the documents, and to the bot', async () => {
  const documentsThere = async () => {
    const ids = new Set<string>()
    for await (const page of deps().remoteVectors.list(botId)) {
      for (const { documentId } of page) ids.add(documentId)
    }
    return ids
  }
  expect((await docent(botId, '--to', 's3vectors')).code).toBe(0)
  const before = await documentsThere()
  expect(before.size).toBe(2)
  const added = await settled(owner, await upload(owner, botId, 'Tours.md', 'Tours begin at noon.'))
  expect(added.status).toBe('ready')
  expect(await documentsThere()).toEqual(new Set([...before, added.id]))
  await owner.call('DELETE', `/api/bots/${botId}/documents/${added.id}`)
  expect(await documentsThere()).toEqual(before)
  await owner.call('DELETE', `/api/bots/${botId}`)
  expect(await documentsThere()).toEqual(new Set())
}, 60_000)

it('says what it wants where it is called wrongly', async () => {
  for (const words of [[], [botId], [botId, '--to', 'elsewhere'], [botId, 'more', '--to', 'packs']]) {
    const { code, text } = await docent(...words)
    expect(text).toContain('usage: npm run docent -- move-index')
    expect(code).toBe(2)
  }
  const { code, text } = await docent('bot_NONE', '--to', 'packs')
  expect(text).toContain('There is no guide bot_NONE.')
  expect(code).toBe(1)
})
