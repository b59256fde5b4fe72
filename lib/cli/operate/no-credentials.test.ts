import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deployed } from '#lib/aws/fixtures/deployed-outputs.ts'
import { runDocent } from './testing/deployed-installation.ts'

let folder: string
let outputs: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docent-nobody-'))
  outputs = join(folder, 'amplify_outputs.json')
  writeFileSync(outputs, JSON.stringify(deployed))
})
afterAll(() => rmSync(folder, { recursive: true }))

it('a region that is missing, an address that does not answer and outputs that are none end with a sentence', async () => {
  const { PATH } = process.env
  const somebody = { PATH, HOME: folder, AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' }
  const copy = ['copy-table', 'one', 'other']
  expect(await runDocent(copy, somebody)).toMatchObject({ code: 2, text: 'Set AWS_REGION.\n' })
  const nowhere = {
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9',
    AWS_MAX_ATTEMPTS: '1',
  }
  const away = await runDocent(['repack', 'bot_1', '--outputs', outputs], { ...somebody, ...nowhere })
  expect(away.text).toMatch(/^AWS could not be asked, or refused \(ECONNREFUSED[^\n]*\n$/)
  expect(away.code).toBe(2)
  const broken = join(folder, 'broken.json')
  writeFileSync(broken, '{')
  const none = await runDocent(['repack', 'bot_1', '--outputs', broken], somebody)
  expect(none.text).toMatch(/broken\.json/)
  expect(none.text).not.toMatch(/^ +at /m)
  expect(none.code).toBe(2)
})

it.each([
  ['restore', ['bot_1', '--at', '2026-11-29T12:00:00Z']],
  ['repack', ['bot_1']],
  ['move-index', ['bot_1', '--to', 'packs']],
  ['copy-table', ['one', 'other']],
])('%s says in a sentence that nobody is signed in to AWS', async (command, words) => {
  const { PATH } = process.env
  const nobody = { PATH, HOME: folder, AWS_REGION: 'eu-west-1', AWS_EC2_METADATA_DISABLED: 'true' }
  const place = command === 'copy-table' ? [] : ['--outputs', outputs]
  const { code, text } = await runDocent([command, ...words, ...place], nobody)
  expect(text).toMatch(/^AWS does not know who asks\. Sign in [^\n]*\n$/)
  expect(code).toBe(2)
})
