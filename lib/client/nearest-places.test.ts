import { expect, it } from 'vitest'
import type { Source } from '../core/chat/answer-event.ts'
import { nearestPlaces } from './nearest-places.ts'

function source(documentName: string, ...headingPath: string[]): Source {
  return { n: null, documentId: 'doc_1', documentName, place: { headingPath }, text: '', start: 0, end: 0 }
}

it('each nearest place is named, with what stands there', () => {
  const sources = [source('Rules', 'Rules'), source('Rules', 'Rules', 'Animals')]
  const nearest = [
    { source: 1, start: 0, end: 9, content: { form: 'text' as const, text: 'No dogs.' } },
    {
      source: 0,
      start: 0,
      end: 9,
      content: { form: 'rows' as const, header: [], rows: [['Cat', '', 'free']], more: 0 },
    },
  ]
  expect(nearestPlaces({ nearest }, sources)).toEqual([
    { at: 1, source: sources[1], place: 'Animals', line: 'No dogs.' },
    { at: 0, source: sources[0], place: '', line: 'Cat, free' },
  ])
})
