import { expect, it } from 'vitest'
import { twinInWords, twinOf } from './twin-of.ts'

const here = (id: string | null, fileName: string, fileHash: string | null) => ({
  id,
  name: fileName,
  fileName,
  fileHash,
})
const file = { fileName: 'hours.txt', fileHash: 'aaaa' }

it('finds nothing like a new file', () => {
  expect(twinOf(file, [here('doc_1', 'prices.txt', 'bbbb'), here('doc_2', 'rules.txt', null)])).toBeNull()
})

it('prefers the same file to another of its name, and that to another name for it', () => {
  const other = here('doc_3', 'hours.txt', 'bbbb')
  const same = here('doc_2', 'hours.txt', 'aaaa')
  const renamed = here('doc_1', 'times.txt', 'aaaa')
  expect(twinOf(file, [other, same, renamed])?.documentId).toBe('doc_2')
  expect(twinOf(file, [renamed, other])?.documentId).toBe('doc_3')
  expect(twinOf(file, [renamed])?.documentId).toBe('doc_1')
})

it('takes no unknown content for the same', () => {
  const unknown = { fileName: 'hours.txt', fileHash: null }
  expect(twinOf(unknown, [here('doc_1', 'other.txt', null)])).toBeNull()
  expect(twinOf(unknown, [here('doc_1', 'hours.txt', null)])).toMatchObject({ sameContent: null })
})

it('knows a document by its file, and names it as people do', () => {
  const renamed = { ...here('doc_1', 'hours.txt', 'bbbb'), name: 'Opening hours' }
  expect(twinInWords(twinOf(file, [renamed])!)).toBe('You already have “Opening hours”, with other content.')
  expect(twinOf(file, [{ ...here('doc_1', 'other.txt', 'bbbb'), name: 'hours.txt' }])).toBeNull()
})

it('says what is the same', () => {
  const words = (other: ReturnType<typeof here>) => twinInWords(twinOf(file, [other])!)
  expect(words(here('doc_1', 'hours.txt', 'aaaa'))).toBe(
    'You already have this document, with the same content.',
  )
  expect(words(here('doc_1', 'hours.txt', 'bbbb'))).toBe('You already have “hours.txt”, with other content.')
  expect(words(here('doc_1', 'hours.txt', null))).toBe('You already have “hours.txt”.')
  expect(words(here('doc_1', 'times.txt', 'aaaa'))).toBe('You already have this document, as “times.txt”.')
  expect(words(here(null, 'hours.txt', 'bbbb'))).toBe('You are adding “hours.txt”, with other content.')
})
