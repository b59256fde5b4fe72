import { expect, it } from 'vitest'
import type { Source } from '../core/chat/answer-event.ts'
import { nearestPlaces } from './nearest-places.ts'

function source(documentId: string, ...headingPath: string[]): Source {
  return { n: null, documentId, documentName: 'Rules', place: { headingPath }, text: '', start: 0, end: 0 }
}

it('names each place once, best first, whatever number of passages reads as it', () => {
  const sources = [
    source('doc_1', 'Rules'),
    source('doc_1', 'Rules', 'Animals'),
    source('doc_1', 'Rules', 'Animals'),
    source('doc_1'),
    source('doc_2', 'Animals'),
  ]
  expect(nearestPlaces({ nearest: [2, 1, 0, 3, 4] }, sources)).toEqual([
    { at: 2, source: sources[2], place: 'Animals' },
    { at: 0, source: sources[0], place: '' },
    { at: 4, source: sources[4], place: 'Animals' },
  ])
})
