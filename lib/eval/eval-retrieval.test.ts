import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { evalRetrieval } from './eval-retrieval.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docent-eval-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string, entries: object[]) {
  writeFileSync(join(folder, name), entries.map(entry => `${JSON.stringify(entry)}\n`).join(''))
}

async function measure() {
  const lines: string[] = []
  const report = await evalRetrieval(folder, {
    keptIn: join(folder, 'kept'),
    lexicalWeight: 0.7,
    say: line => lines.push(line),
  })
  return { report, lines }
}

const PADDING = 'The harbour lies to the north of the old town and is open to boats of every size. '.repeat(
  12,
)

it('a small folder is measured: each document where its best passage stands', async () => {
  write('corpus.jsonl', [
    // Two passages; the second has the answer.
    { _id: 'whales', title: 'Whales', text: `${PADDING}\n\nA blue whale weighs up to 190 tonnes.` },
    { _id: 'tickets', title: 'Tickets', text: 'A family ticket costs 28 euros.' },
    { _id: 'dogs', title: 'Animals', text: 'Guide dogs are welcome in every gallery.' },
    { _id: 'empty', title: 'Opening hours', text: '' },
  ])
  write('queries.jsonl', [
    { _id: 'q1', text: 'How many tonnes does a blue whale weigh?' },
    { _id: 'q2', text: 'family ticket' },
    { _id: 'q3', text: 'opening hours' },
    { _id: 'q4', text: 'nobody judged this' },
  ])
  writeFileSync(join(folder, 'qrels.tsv'), 'q1\twhales\t2\nq2\ttickets\t1\nq2\tempty\t1\nq3\tempty\t1\n')
  const { report, lines } = await measure()
  expect(report).toMatchObject({ documents: 4, passages: 5, questions: 3, without: 1 })
  // Words find one of the two documents relevant for q2: 1 / (1 + 1 / log2(3)).
  const half = 1 / (1 + 1 / Math.log2(3))
  expect(report.ratings.lexical).toEqual({
    ndcg10: expect.closeTo((2 + half) / 3, 10),
    recall1: expect.closeTo(2.5 / 3, 10),
    recall5: expect.closeTo(2.5 / 3, 10),
    recall10: expect.closeTo(2.5 / 3, 10),
    reciprocalRank: 1,
  })
  // Of five passages meaning knows them all, in whatever order.
  expect(report.ratings.vector.recall10).toBe(1)
  expect(report.ratings.hybrid).toMatchObject({ recall1: expect.closeTo(2.5 / 3, 10), recall10: 1 })
  expect(lines.join('\n')).toContain('4 documents')

  const again = await measure()
  expect(again.report).toEqual({ ...report, encoded: 0 })
})

it('a folder in a language that the encoder does not know is found by its words', async () => {
  write('corpus.jsonl', [
    { _id: 'jp', text: '博物館は毎日十時に開きます。' },
    { _id: 'de', text: 'Blindenhunde dürfen in jede Galerie.' },
  ])
  write('queries.jsonl', [
    { _id: 'q1', text: '博物館は何時に開きますか' },
    { _id: 'q2', text: 'Dürfen Blindenhunde hinein?' },
  ])
  writeFileSync(join(folder, 'qrels.tsv'), 'q1\tjp\t1\nq2\tde\t1\n')
  const { report } = await measure()
  expect(report.ratings.lexical.ndcg10).toBe(1)
  expect(report.ratings.hybrid.ndcg10).toBe(1)
})
