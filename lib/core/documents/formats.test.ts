import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  acceptedEndings,
  documentFormats,
  endingsOf,
  formatNames,
  formatOfFileName,
  formats,
  maxBytesOf,
} from './formats.ts'

describe('the format', () => {
  it.each([
    ['Rules.PDF', 'pdf'],
    ['a.b.docx', 'docx'],
    ['notes.markdown', 'md'],
    ['notes.text', 'txt'],
    ['sheet.xlsx', 'xlsx'],
    ['rows.TSV', 'csv'],
    ['talk.ppsx', 'pptx'],
    ['letter.ott', 'odt'],
    ['Index.HTM', 'html'],
    ['Re.eml', 'eml'],
    ['rows.ndjson', 'json'],
    ['old.xls', null],
    ['pdf', null],
    ['rules.pdf.exe', null],
    ['rules.pdf ', null],
  ])('of %s is %s', (name, format) => {
    expect(formatOfFileName(name)).toBe(format)
  })

  it('is told by one ending only', () => {
    const endings = documentFormats.flatMap(endingsOf)
    expect(new Set(endings).size).toBe(endings.length)
    for (const ending of endings) expect(ending).toMatch(/^[a-z0-9]+$/)
  })
})

it('a picker offers every ending that is read', () => {
  const offered = acceptedEndings().split(',')
  expect(offered).toContain('.pdf')
  for (const ending of offered) expect(formatOfFileName(`a${ending}`)).not.toBeNull()
  expect(offered).toHaveLength(documentFormats.flatMap(endingsOf).length)
})

it('the formats are listed as people speak', () => {
  expect(formatNames('or', ['pdf', 'docx', 'txt'])).toBe('PDF, Word (.docx) or text')
  expect(formatNames('and', ['pdf', 'md'])).toBe('PDF and Markdown')
  const { name } = formats[documentFormats.at(-1)!]
  expect(formatNames()).toMatch(new RegExp(`^PDF, Word \\(\\.docx\\), .+ or ${name}$`))
})

it('the owner’s guide names every format', () => {
  const guide = readFileSync(new URL('../../../docs/owners-guide.md', import.meta.url), 'utf8')
  for (const format of documentFormats) {
    const { name } = formats[format]
    const [ending] = endingsOf(format)
    expect(guide, format).toContain(name.replace(/ \(.*/, ''))
    expect(guide, format).toContain(`.${ending}`)
  }
})

it('a format may take less than the limit of all files, and never more', () => {
  expect(maxBytesOf('pdf', 1_000)).toBe(1_000)
  expect(maxBytesOf('md', 1_000)).toBe(1_000)
  expect(maxBytesOf('md', 100 * 1_048_576)).toBe(2 * 1_048_576)
})
