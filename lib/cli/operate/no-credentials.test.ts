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
