import { expect, it } from 'vitest'
import { type DocumentView, MAX_NAMED_PAGES } from '../core/contract/documents.ts'
import { documentStatuses, workingStatuses } from '../core/documents/document.ts'
import { documentProgress, missingNotes } from './document-progress.ts'

const document: DocumentView = {
  id: 'doc_1',
  name: 'Rules.pdf',
  fileName: 'Rules.pdf',
  origin: { kind: 'upload' },
  format: 'pdf',
  size: 1000,
  fileHash: null,
  status: 'ready',
  progress: null,
  failure: null,
  replaces: null,
  pageCount: 12,
  unreadablePages: [],
  leftOut: [],
  passageCount: 42,
  characterCount: 9000,
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:00:00.000Z',
}

it('names the page that is being read', () => {
  const reading = { ...document, status: 'extracting', progress: { done: 39, total: 212 } } as const
  expect(documentProgress(reading).words).toBe('Reading page 40 of 212')
  expect(documentProgress({ ...reading, progress: { done: 212, total: 212 } }).words).toBe(
    'Reading page 212 of 212',
  )
})

it('speaks of no pages where a format has none', () => {
  const reading = {
    ...document,
    format: 'md',
    status: 'extracting',
    progress: { done: 0, total: 1 },
  } as const
  expect(documentProgress(reading).words).toBe('Reading the document')
})

it('only ever moves forward through the stages', () => {
  const parts = workingStatuses.flatMap(status =>
    [0, 50, 100].map(done => documentProgress({ ...document, status, progress: { done, total: 100 } }).part!),
  )
  expect(parts).toEqual(parts.toSorted((a, b) => a - b))
  expect(parts.at(-1)).toBeLessThan(1)
})

it('moves with the passages: nearly all of the way is theirs', () => {
  const at = (done: number) =>
    documentProgress({ ...document, status: 'embedding', progress: { done, total: 1_011 } }).part!
  expect(at(1)).toBeLessThan(0.1)
  expect(at(505)).toBeGreaterThan(0.5)
  expect(at(505)).toBeLessThan(0.55)
  expect(at(1_010)).toBeGreaterThan(0.95)
})

it('says what a ready document holds', () => {
  expect(documentProgress(document).words).toBe('42 passages · 12 pages')
})

it('lists the pages that could not be read', () => {
  expect(missingNotes({ ...document, unreadablePages: [3, 7, 8] })).toEqual([
    expect.stringContaining('Pages 3, 7–8'),
  ])
  expect(missingNotes(document)).toEqual([])
  expect(missingNotes({ ...document, unreadablePages: [3], leftOut: ['charts'] })[1]).toContain(
    'Charts are not read',
  )
  const many = Array.from({ length: MAX_NAMED_PAGES }, (_, index) => index + 1)
  expect(missingNotes({ ...document, unreadablePages: many })[0]).toContain('Pages 1–200 and more could')
  expect(missingNotes({ ...document, unreadablePages: many.slice(1) })[0]).toContain('Pages 2–200 could')
})

it('has words for every status, and none of ours that owners do not know', () => {
  for (const status of documentStatuses) {
    const { words } = documentProgress({ ...document, status })
    expect(words).not.toMatch(/embed|vector|chunk|token|ingest|extract|split|pack/i)
    expect(words.length).toBeGreaterThan(0)
  }
})
