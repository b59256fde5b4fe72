import { expect, it } from 'vitest'
import { acceptedEndings } from '../../../lib/core/documents/formats.ts'
import { documentLabel } from './document-label.ts'

it.each([
  ['Prices 2026.pdf', 'Prices 2026'],
  ['contract_final_v3 (1).pdf', 'contract final v3'],
  ['Visitor rules.DOCX', 'Visitor rules'],
  ['a - copy (2).txt', 'a - copy'],
  ['_.txt', '_.txt'],
  ['.md', '.md'],
])('a file’s name is shown as people say it: %s', (name, label) => {
  expect(documentLabel(name)).toBe(label)
})

it.each(['Getting to know Node.js', 'Version 2.0', 'snake_case in Python', 'Annex (1)'])(
  'a name that somebody gave stays: %s',
  name => {
    expect(documentLabel(name)).toBe(name)
  },
)

it('knows every ending of a file that is read', () => {
  for (const ending of acceptedEndings().split(','))
    expect(documentLabel(`Visitor_rules${ending}`)).toBe('Visitor rules')
})
