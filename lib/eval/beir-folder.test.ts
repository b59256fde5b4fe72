import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkDocuments, readCorpus, readJudgements, readQuestions } from './beir-folder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docent-beir-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const GOOD = {
  'corpus.jsonl': '{"_id":"d1","title":"Dogs","text":"Woof."}\n{"_id":2,"text":"Miaow."}\n',
  'queries.jsonl': '{"_id":"q1","text":"dogs?"}\n{"_id":"q2","text":"cats?"}\n',
  'qrels.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t1\n',
}

async function read(files: Record<string, string>) {
  for (const [name, text] of Object.entries({ ...GOOD, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    if (text !== 'MISSING') writeFileSync(join(folder, name), text)
  }
  const judgements = await readJudgements(folder)
  const { questions, without } = await readQuestions(folder, judgements)
  const corpus = await Array.fromAsync(readCorpus(folder))
  checkDocuments(judgements, id => corpus.some(entry => entry.id === id))
  return { questions, without, corpus }
}

describe('a folder in BEIR layout', () => {
  it('is read, with the questions that have a relevant document', async () => {
    expect(await read({})).toEqual({
      questions: [{ id: 'q1', text: 'dogs?', relevant: new Map([['d1', 1]]) }],
      without: 1,
      corpus: [
        { id: 'd1', title: 'Dogs', text: 'Woof.' },
        { id: '2', title: '', text: 'Miaow.' },
      ],
    })
  })

  it.each([
    ['without a line of headings', { 'qrels.tsv': 'q1\td1\t1\n' }],
    ['in qrels/test.tsv', { 'qrels.tsv': 'MISSING', 'qrels/test.tsv': GOOD['qrels.tsv'] }],
    [
      'with Windows’ ends of lines, a byte order mark and blank lines',
      {
        'qrels.tsv': '\uFEFFquery-id\tcorpus-id\tscore\r\n\r\nq1\td1\t1\r\n',
        'queries.jsonl': '\uFEFF{"_id":"q1","text":"dogs?"}\r\n\r\n',
      },
    ],
    [
      'with judgements of 0, which say that it is not relevant',
      { 'qrels.tsv': 'q1\td1\t1\nq1\t2\t0\nq2\t2\t0' },
    ],
  ])('may have its judgements %s', async (_, files) => {
    const { questions } = await read(files)
    expect(questions).toMatchObject([{ id: 'q1', relevant: new Map([['d1', 1]]) }])
  })

  it('keeps grades', async () => {
    const { questions } = await read({ 'qrels.tsv': 'q1\td1\t2\nq1\t2\t1\n' })
    expect([...questions[0]!.relevant]).toEqual([
      ['d1', 2],
      ['2', 1],
    ])
  })

  it.each<[string, Record<string, string>, RegExp]>([
    ['no corpus', { 'corpus.jsonl': 'MISSING' }, /There is no .+corpus\.jsonl/],
    ['no judgements', { 'qrels.tsv': 'MISSING' }, /neither .+qrels\.tsv nor .+test\.tsv/],
    ['an empty corpus', { 'corpus.jsonl': '\n' }, /corpus\.jsonl is empty/],
    ['no questions', { 'queries.jsonl': '' }, /queries\.jsonl is empty/],
    ['no judgement', { 'qrels.tsv': '' }, /qrels\.tsv is empty/],
    ['headings only', { 'qrels.tsv': 'query-id\tcorpus-id\tscore\n' }, /finds no document relevant/],
    [
      'a line that is not JSON',
      { 'corpus.jsonl': `${GOOD['corpus.jsonl']}{"_id":"d3"` },
      /^corpus\.jsonl, line 3: this is not JSON/,
    ],
    ['a document without text', { 'corpus.jsonl': '{"_id":"d1"}' }, /^corpus\.jsonl, line 1: text: /],
    [
      'a question without a word',
      { 'queries.jsonl': '{"_id":"q1","text":" "}' },
      /^queries\.jsonl, line 1: text: there is no question/,
    ],
    [
      'a document twice',
      { 'corpus.jsonl': '{"_id":"2","text":"a"}\n{"_id":2,"text":"b"}' },
      /^corpus\.jsonl, line 2: the document 2 was there/,
    ],
    [
      'a question twice',
      { 'queries.jsonl': '{"_id":"q1","text":"a"}\n{"_id":"q1","text":"b"}' },
      /^queries\.jsonl, line 2: the question q1 was there/,
    ],
    ['a judgement of two columns', { 'qrels.tsv': 'q1\td1\t1\nq1\t2\n' }, /^qrels\.tsv, line 2: this is not/],
    [
      'a judgement without number',
      { 'qrels.tsv': 'q1\td1\t1\nq1\t2\tyes\n' },
      /^qrels\.tsv, line 2: this is not/,
    ],
    [
      'a judgement of an unknown question',
      { 'qrels.tsv': 'q1\td1\t1\nq9\td1\t1\n' },
      /^qrels\.tsv, line 2: there is no question q9/,
    ],
    [
      'a judgement of an unknown document',
      { 'qrels.tsv': 'q1\td1\t1\nq1\td9\t1\n' },
      /^qrels\.tsv, line 2: there is no document d9/,
    ],
    ['nothing relevant', { 'qrels.tsv': 'q1\td1\t0\n' }, /finds no document relevant/],
  ])('is refused with %s, saying where', async (_, files, message) => {
    await expect(read(files)).rejects.toThrow(message)
    await expect(read(files)).rejects.toMatchObject({ name: 'BadFolder' })
  })
})
