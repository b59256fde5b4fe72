import { expect, it } from 'vitest'
import type { DocumentView } from '../core/contract/documents.ts'
import { countsInWords, readyOf, shownCounts } from './document-counts.ts'

it('counts what is ready, of how many', () => {
  expect(readyOf({ total: 18, ready: 12, working: 5, failed: 1 })).toBe('12 of 18 ready')
  expect(readyOf({ total: 1_204, ready: 0, working: 1_204, failed: 0 })).toBe('0 of 1,204 ready')
})

it('says it shorter once all are', () => {
  expect(readyOf({ total: 18, ready: 18, working: 0, failed: 0 })).toBe('All 18 ready')
  expect(readyOf({ total: 1, ready: 1, working: 0, failed: 0 })).toBe('Ready')
})

it('names what is not ready, and why', () => {
  const counts = { total: 18, ready: 12, working: 5, failed: 1 }
  expect(countsInWords(counts)).toBe('12 of 18 documents ready · 5 being read · 1 could not be read')
  expect(countsInWords({ total: 3, ready: 3, working: 0, failed: 0 })).toBe('3 documents')
  expect(countsInWords({ total: 0, ready: 0, working: 0, failed: 0 })).toBe('No documents yet')
})

it('counts files on their way with the documents, and a new version with the one it replaces', () => {
  const row = (id: string, status: DocumentView['status'], replaces: string | null = null) => ({
    id,
    status,
    replaces,
  })
  const documents = [
    row('doc_5', 'embedding', 'doc_1'),
    row('doc_4', 'failed'),
    row('doc_3', 'waiting'),
    row('doc_2', 'partly'),
    row('doc_1', 'ready'),
    row('doc_0', 'deleting'),
  ]
  const queue = [
    { state: 'queued' as const, documentId: null, replaces: null },
    { state: 'sending' as const, documentId: 'doc_3', replaces: null },
    { state: 'queued' as const, documentId: null, replaces: 'doc_2' },
    { state: 'undecided' as const, documentId: null, replaces: null },
  ]
  expect(shownCounts(documents, queue)).toEqual({ total: 5, ready: 2, working: 2, failed: 1, notAdded: 0 })
})

it('counts the files that could not be added as long as their rows stand in the list', () => {
  const documents = [
    { id: 'doc_3', status: 'waiting' as const, replaces: null },
    { id: 'doc_2', status: 'failed' as const, replaces: null },
    { id: 'doc_1', status: 'ready' as const, replaces: null },
  ]
  const queue = [
    { state: 'refused' as const, documentId: null, replaces: null },
    { state: 'failed' as const, documentId: 'doc_3', replaces: null },
    { state: 'failed' as const, documentId: null, replaces: 'doc_1' },
  ]
  expect(shownCounts(documents, queue)).toEqual({ total: 4, ready: 1, working: 0, failed: 1, notAdded: 3 })
})
