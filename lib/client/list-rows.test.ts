import { expect, it } from 'vitest'
import { listRows } from './list-rows.ts'

const document = (id: string, replaces: string | null = null) => ({ id, replaces })
const upload = (key: string, replaces: string | null = null, documentId: string | null = null) => ({
  key,
  replaces,
  documentId,
})

function names(...given: Parameters<typeof listRows>): string[] {
  return listRows(...given).map(row =>
    'document' in row ? row.document.id : 'upload' in row ? row.upload.key : '',
  )
}

it('shows what is on its way above what is here, both newest first', () => {
  expect(names([document('doc_2'), document('doc_1')], [upload('a'), upload('b')])).toEqual([
    'b',
    'a',
    'doc_2',
    'doc_1',
  ])
})

it('shows a new version, on its way or here, directly above the one it replaces', () => {
  const documents = [document('doc_3', 'doc_1'), document('doc_2'), document('doc_1')]
  expect(names(documents, [upload('a', 'doc_1')])).toEqual(['doc_2', 'a', 'doc_3', 'doc_1'])
})

it('leaves a new version where the old one stood', () => {
  expect(names([document('doc_3', 'doc_1'), document('doc_2')], [])).toEqual(['doc_2', 'doc_3'])
})

it('shows one row for a document that is still being sent', () => {
  const documents = [document('doc_3', 'doc_1'), document('doc_2'), document('doc_1')]
  expect(names(documents, [upload('a', 'doc_1', 'doc_3'), upload('b', null, 'doc_2')])).toEqual([
    'b',
    'a',
    'doc_1',
  ])
})

it('loses no row, whatever replaces what', () => {
  const documents = [document('doc_4', 'doc_3'), document('doc_3', 'doc_2'), document('doc_2', 'doc_1')]
  expect(names(documents, [upload('a', 'doc_9')]).toSorted()).toEqual(['a', 'doc_2', 'doc_3', 'doc_4'])
})
