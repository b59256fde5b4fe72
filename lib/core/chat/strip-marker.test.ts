import { expect, it } from 'vitest'
import type { NumberedPiece } from './number-citations.ts'
import { type AnswerPiece, stripMarker } from './strip-marker.ts'

async function stripped(...pieces: (string | NumberedPiece)[]) {
  async function* said(): AsyncGenerator<NumberedPiece> {
    for (const piece of pieces) yield typeof piece === 'string' ? { type: 'text', delta: piece } : piece
  }
  const found: AnswerPiece[] = []
  for await (const piece of stripMarker(said())) found.push(piece)
  return found
}
const text = (delta: string) => ({ type: 'text' as const, delta })
const unanswered = { type: 'unanswered' as const }
const cited = { type: 'citation' as const, n: 1, source: 2 }

it.each<[string, (string | NumberedPiece)[], AnswerPiece[]]>([
  ['an answer', ['Dogs ', 'may come.'], [text('Dogs '), text('may come.')]],
  [
    'the marker',
    ['[no answer] The documents', ' do not say.'],
    [unanswered, text('The documents'), text(' do not say.')],
  ],
  ['the marker in parts', [' [no', ' ans', 'wer]', ' ', 'Nothing.'], [unanswered, text('Nothing.')]],
  ['what only begins like it', ['[no', 'te] Dogs'], [text('[note] Dogs')]],
  ['half of it at the end', ['[no an'], [text('[no an')]],
  ['the marker alone', ['[no answer]'], [unanswered]],
  ['a citation first', [cited, '[1] Dogs'], [cited, text('[1] Dogs')]],
  ['half of it, then a citation', ['[no', cited, '[1]'], [text('[no'), cited, text('[1]')]],
  ['nothing', [], []],
])('%s', async (_, pieces, expected) => {
  expect(await stripped(...pieces)).toEqual(expected)
})
