import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { filesOf, readFiles } from './document-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docent-files-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('reads the documents of a folder under the names that people call them by', async () => {
  writeFileSync(join(folder, 'rules.md'), '# House rules\n\nNo *shoes* on the sofas.\n')
  writeFileSync(join(folder, 'hours.txt'), 'Open from ten to six.')
  const { documents, skipped } = await readFiles(filesOf(folder, 'docs/'))
  expect(documents.map(({ id, name, text }) => [id, name, text.text])).toEqual([
    ['docs/hours.txt', 'hours.txt', 'Open from ten to six.'],
    ['docs/rules.md', 'House rules', 'House rules\n\nNo shoes on the sofas.'],
  ])
  expect(skipped).toEqual([])
})

it('names what cannot be read, and why', async () => {
  writeFileSync(join(folder, 'empty.txt'), '')
  writeFileSync(join(folder, 'picture.pdf'), 'not a PDF')
  writeFileSync(join(folder, 'prices.numbers'), 'cells')
  mkdirSync(join(folder, 'older.md'))
  expect(await readFiles(filesOf(folder))).toEqual({
    documents: [],
    skipped: [
      { id: 'empty.txt', why: 'empty' },
      { id: 'picture.pdf', why: 'wrong-content' },
      { id: 'prices.numbers', why: 'no reader' },
    ],
  })
})

it('refuses a folder that is not there', () => {
  expect(() => filesOf(join(folder, 'elsewhere'))).toThrow(/There is no folder .+elsewhere/)
})
