import { expect, it } from 'vitest'
import { citedSources } from './cited-sources.ts'

const source = (n: number) => ({
  n,
  documentId: `doc_${n}`,
  documentName: `${n}.pdf`,
  place: { headingPath: [] },
  text: '',
  start: 0,
  end: 0,
})

it('lists what is cited, once each, and nothing that only came along', () => {
  const sources = [1, 2, 3, 4].map(source)
  const text = 'Dogs may come. [3] They are on a lead. [1, 3] See [9] and [the rules](https://x.test/4).'
  expect(citedSources({ text, sources }).map(({ n }) => n)).toEqual([1, 3])
})
