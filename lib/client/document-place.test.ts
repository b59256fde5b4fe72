import { expect, it } from 'vitest'
import { placeOfFound, placeOfSource } from './document-place.ts'

const before = 'What stands before. '
const passage =
  'The museum opens daily from ten to six. A family ticket costs €28.50.\nChildren of a family enter free. Dogs stay outside.'
const document = before + passage
const at = { start: before.length, end: document.length, text: passage }
const said = ({ marks }: { marks: readonly { start: number; end: number }[] }) =>
  marks.map(({ start, end }) => document.slice(start, end))

/** Where the passage has each of the words. */
const marked = (...words: string[]) =>
  words.flatMap(word =>
    Array.from(passage.matchAll(new RegExp(word, 'gi')), ({ index }) => ({
      start: index,
      end: index + word.length,
    })),
  )
const found = (...words: string[]) =>
  placeOfFound({ ...at, marks: { name: [], heading: [], text: marked(...words) } })

it('of a source is the sentence that the answer took, in the document’s own text', () => {
  const place = placeOfSource(at, ['A family ticket costs €28.50.'])
  expect(place).toMatchObject({ start: at.start, end: at.end })
  expect(said(place)).toEqual(['A family ticket costs €28.50.'])
})

it('of a source is each sentence taken, once', () => {
  const place = placeOfSource(at, ['Dogs stay outside.', 'Outside you meet dogs.', 'Children enter free.'])
  expect(said(place)).toEqual(['Children of a family enter free.', 'Dogs stay outside.'])
})

it('of a source that nothing was taken from is the passage alone', () => {
  expect(placeOfSource(at, [])).toEqual({ start: at.start, end: at.end, marks: [] })
})

it('of a passage found is the sentence with most of the question’s words', () => {
  expect(said(found('family', 'ticket', 'costs'))).toEqual(['A family ticket costs €28.50.'])
  expect(said(found('family', 'children'))).toEqual(['Children of a family enter free.'])
})

it('counts each word once, and takes the first of equals', () => {
  const twice = placeOfFound({
    start: 0,
    end: 40,
    text: 'Tea, tea and tea. Tea and cake. More cake and tea.',
    marks: {
      name: [],
      heading: [],
      text: [
        { start: 0, end: 3 },
        { start: 5, end: 8 },
        { start: 13, end: 16 },
        { start: 18, end: 21 },
        { start: 26, end: 30 },
        { start: 37, end: 41 },
        { start: 46, end: 49 },
      ],
    },
  })
  expect(twice.marks).toEqual([{ start: 18, end: 31 }])
})

it('of a passage found by meaning only is the passage alone', () => {
  expect(found().marks).toEqual([])
})
