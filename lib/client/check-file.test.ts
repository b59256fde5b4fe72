import { expect, it } from 'vitest'
import { checkFile } from './check-file.ts'

const MB = 1024 * 1024

it('lets the four kinds of document pass, whatever the case of their ending', () => {
  for (const name of ['a.pdf', 'B.PDF', 'c.docx', 'd.txt', 'e.md', 'f.markdown', '館内.pdf']) {
    expect(checkFile({ name, size: 1 }, MB)).toBeNull()
  }
})

it('says what to do with a file that cannot be read', () => {
  expect(checkFile({ name: 'photo.png', size: 1 }, MB)?.nextStep).toContain('PDF')
  expect(checkFile({ name: 'no-ending', size: 1 }, MB)?.reason).toContain('kind of file')
})

it('stops an empty file before it is sent', () => {
  expect(checkFile({ name: 'a.pdf', size: 0 }, MB)?.reason).toContain('0 bytes')
})

it('names both sizes when a file is too large, and takes one of exactly the limit', () => {
  expect(checkFile({ name: 'a.pdf', size: 26 * MB }, 25 * MB)?.reason).toMatch(/26.*25/)
  expect(checkFile({ name: 'a.pdf', size: 25 * MB }, 25 * MB)).toBeNull()
})
