import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { leaveEnvironment } from '#lib/laptop/installation-environment.ts'
import { startTestApp, type TestApp } from '#lib/server/testing/test-app.ts'
import { runDocent } from './testing/deployed-installation.ts'

let app: TestApp
let data: string
beforeAll(async () => {
  app = await startTestApp({ worker: true })
  data = mkdtempSync(join(tmpdir(), 'docent-ingest-'))
  const ours = Object.entries(process.env).filter(([name]) => /^(AWS|DOCENT)_/.test(name))
  leaveEnvironment(data, Object.fromEntries(ours) as Record<string, string>)
}, 120_000)
afterAll(async () => {
  await app.close()
  rmSync(data, { recursive: true })
})

const docent = (...words: string[]) =>
  runDocent(['ingest', ...words, '--data', data], { PATH: process.env.PATH })

it('adds files to a guide as its owner would, and says of each what became of it', async () => {
  const owner = await app.newOwner()
  const { bot } = await (await owner.call('POST', '/api/bots', { name: 'Harbour Museum' })).json()
  const [hours, broken, strange] = ['Hours.csv', 'Broken.pdf', 'Old.xls'].map(name => join(data, name))
  writeFileSync(hours!, 'Day,Open\nMonday,closed\n')
  writeFileSync(broken!, '%PDF-1.7 no more')
  writeFileSync(strange!, 'x')
  const { code, text } = await docent(bot.id, hours!, broken!, strange!, join(data, 'None.md'))
  expect(text).toMatch(/Hours\.csv: ready\n/)
  expect(text).toMatch(/Broken\.pdf: The file is damaged or incomplete\. Open it/)
  expect(text).toMatch(/Old\.xls: “Old\.xls” is not a file we can read\. Save it as PDF/)
  expect(text).toMatch(/None\.md: ENOENT/)
  expect(code).toBe(1)
  const { documents } = await (await owner.call('GET', `/api/bots/${bot.id}/documents`)).json()
  const found = documents.map(({ name, status }: Record<string, string>) => [name, status])
  expect(found).toEqual(
    expect.arrayContaining([
      ['Hours.csv', 'ready'],
      ['Broken.pdf', 'failed'],
    ]),
  )
}, 60_000)

it('ends with 1 where there is no such guide, with 2 where it is told too little', async () => {
  expect(await docent('bot_none', 'x.md')).toMatchObject({ code: 1, text: 'There is no guide bot_none.\n' })
  expect((await docent('bot_none')).code).toBe(2)
})
