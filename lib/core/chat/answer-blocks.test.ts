import { expect, it } from 'vitest'
import { answerBlocks, citedSources } from './answer-blocks.ts'

const source = (n: number | null, text = '') => ({
  n,
  documentId: `doc_${n}`,
  documentName: `${n}.pdf`,
  place: { headingPath: [] },
  text,
  start: 0,
  end: 0,
})

it('lists what is cited, once each, in the order of reading, and nothing that only came along', () => {
  const sources = [source(null), source(2), source(1), source(3)]
  const text = 'Dogs may come. [1] On a lead. [2, 1] See [9], `list[3]` and [the rules](https://x.test/3).'
  expect(citedSources(answerBlocks({ text, sources }), sources).map(({ n }) => n)).toEqual([1, 2])
})

it('shows links that stand in its sources, others as words', () => {
  const text = '[Rules](https://a.example/rules) and [more](https://b.example)'
  const sources = [source(1, 'See https://a.example/rules.')]
  expect(JSON.stringify(answerBlocks({ text, sources }))).toContain('"href":"https://a.example/rules"')
  expect(JSON.stringify(answerBlocks({ text, sources }))).not.toContain('b.example')
})
