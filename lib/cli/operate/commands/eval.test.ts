import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Figure } from '#lib/bench/figures.ts'
import evalCommand from './eval.ts'

let folder: string
let said: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docent-eval-command-'))
  said = []
  for (const name of ['log', 'error'] as const)
    vi.spyOn(console, name).mockImplementation((...words) => void said.push(words.join(' ')))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

it('prints the figures, as one JSON object on the last line where that is wanted', async () => {
  writeFileSync(join(folder, 'corpus.jsonl'), '{"_id":"d1","text":"Guide dogs are welcome."}\n')
  writeFileSync(join(folder, 'queries.jsonl'), '{"_id":"q1","text":"Guide dogs?"}\n')
  writeFileSync(join(folder, 'qrels.tsv'), 'q1\td1\t1\n')
  expect(await evalCommand(['retrieval', folder, '--json', '--lexical-weight', '.5'])).toBe(0)
  const { bench, figures } = JSON.parse(said.at(-1)!)
  expect(bench).toBe('eval retrieval')
  const one = { value: 1, unit: '', bar: null, holds: null }
  expect(figures.slice(0, 3)).toEqual([
    { name: 'ndcg10-hybrid', ...one },
    { name: 'ndcg10-lexical', ...one },
    { name: 'ndcg10-vector', ...one },
  ])
  expect(said.join('\n')).toMatch(/hybrid +1\.0000/)
  expect(said.join('\n')).toContain('weight of words 0.5')
})

it('holds the set that the product is tuned with against its bars, any set against the better ranking', async () => {
  const squad = join(folder, 'squad-dev')
  mkdirSync(squad)
  writeFileSync(join(squad, 'corpus.jsonl'), '{"_id":"d1","text":"Guide dogs are welcome."}\n')
  writeFileSync(join(squad, 'queries.jsonl'), '{"_id":"q1","text":"Guide dogs?"}\n')
  writeFileSync(join(squad, 'qrels.tsv'), 'q1\td1\t1\n')
  expect(await evalCommand(['retrieval', squad, '--json'])).toBe(0)
  const { figures } = JSON.parse(said.at(-1)!) as { figures: Figure[] }
  expect(figures.map(({ name, bar, holds }) => [name, bar, holds])).toEqual([
    ['ndcg10-hybrid', '>= .91', true],
    ['ndcg10-lexical', null, null],
    ['ndcg10-vector', null, null],
    ['ndcg10-hybrid-above-lexical', '>= .005', false],
    ['ndcg10-hybrid-above-better', '>= -.01', true],
  ])
})

it('asks our own questions where the folder holds documents, and lists those not answered well', async () => {
  // One of our questions that no document is to answer.
  writeFileSync(join(folder, 'france.txt'), 'The population of France is 68 million people.')
  expect(await evalCommand(['reader', folder, '--json', '--list'])).toBe(0)
  const { figures } = JSON.parse(said.at(-1)!) as { figures: Figure[] }
  expect(figures.map(({ name, bar }) => [name, bar])).toEqual([
    ['reader-own-good', '>= .80'],
    ['reader-own-wrong', '<= .05'],
  ])
  const [, good, wrong, missed] = /(\d+) good, (\d+) wrong, (\d+) missed\.$/m
    .exec(said.join('\n'))!
    .map(Number)
  expect(figures[0]!.value).toBeCloseTo(good! / (good! + wrong! + missed!), 2)
  expect(said.join('\n')).toContain('wrong, unanswerable: What is the population of France?')
  expect(said.filter(line => /^\n(?:wrong|missed), /.test(line))).toHaveLength(wrong! + missed!)
  expect(said.join('\n')).toMatch(/Left out: \d+ questions about documents that are not there/)
})

it.each<[string, Record<string, string>, string[], RegExp]>([
  ['fitted on a folder of documents', { 'rules.md': '# Rules' }, ['--fit'], /There is no qa\.jsonl/],
  [
    'asked of a folder without documents',
    { 'prices.numbers': '' },
    [],
    /There is no document in .+: neither/,
  ],
  ['listed on many questions', { 'qa.jsonl': '' }, ['--list'], /too many to be listed/],
])('the reader is not %s', async (_, files, words, message) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  expect(await evalCommand(['reader', folder, ...words])).toBe(2)
  expect(said.join('\n')).toMatch(message)
})

it.each([
  [[]],
  [['answers', 'x']],
  [['retrieval']],
  [['retrieval', 'x', 'y']],
  [['retrieval', 'x', '--lexical-weight', '1.5']],
  [['retrieval', 'x', '--lexical-weight', 'some']],
  [['retrieval', 'x', '--colour']],
  [['retrieval', 'x', '--list']],
])('says how it is used, given %j', async words => {
  expect(await evalCommand(words)).toBe(2)
  expect(said.join('\n')).toContain('usage: npm run docent -- eval retrieval DIR')
})

it('answers 2 and says what is wrong with a folder that cannot be measured', async () => {
  expect(await evalCommand(['retrieval', folder])).toBe(2)
  expect(said.join('\n')).toContain('There is neither')
})
