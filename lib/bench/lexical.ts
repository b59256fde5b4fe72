import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Figure, figure, type Missing, median, printFigures } from './figures.ts'
import type { LexicalOptions } from './lexical/lexical-side.ts'
import { installPeers } from './peers/install-peers.ts'
import { scratchFolder } from './scratch-folder.ts'
import { fitTurn } from './sides/fit-turn.ts'
import { type RunningSide, startSide } from './sides/start-side.ts'
import { quantile, type Taken, takeTurns, timesSlower } from './sides/take-turns.ts'
import { printTable, short } from './table.ts'
import { passageTexts } from './texts/passage-texts.ts'
import { readDocuments } from './texts/read-documents.ts'

/** Our BM25 beside the search libraries for JavaScript, over the same passages, each in a process of its own. */
export default async function benchLexical(options: { json: boolean }): Promise<void> {
  const say = (line: string) => console.log(line)
  const folder = scratchFolder('lexical')
  const noPeers = await installPeers(say)
  say('Reading texts …')
  const { passages, questions } = passageTexts(readDocuments(), SIZES.at(-1)!, QUESTIONS)
  const file = join(folder, 'passages.jsonl')
  writeFileSync(file, passages.map(text => JSON.stringify(text)).join('\n'))
  const figures: Figure[] = []
  const missing: Missing[] = []
  for (const size of SIZES) {
    const rows = Math.min(size, passages.length)
    say(`${rows} passages …`)
    const plan = { passages: file, rows, folder, noPeers, questions }
    const { ours, bytes, others } = await measureLexical(plan)
    printRows(`${rows} passages`, [ours, ...others])
    const name = `${size / 1_000}k`
    figures.push(figure(`bm25-ms-${name}`, ours.cpuMs, 'ms', size === 100_000 ? '<= 1' : null))
    for (const other of others) {
      const claim = `bm25-vs-${other.name}-${name}`
      if ('why' in other) missing.push({ name: claim, why: other.why })
      else figures.push(figure(claim, other.slower, '×', claim === CLAIMED ? '>= 10' : null))
    }
    if (size !== SIZES.at(-1)) continue
    figures.push(figure('bm25-bytes-per-row', bytes / rows, 'bytes'))
    figures.push(figure('bm25-build-us-per-row', (ours.buildMs / rows) * 1_000, 'µs'))
  }
  printFigures('lexical', { figures, missing, notes: notes(passages) }, options)
}

const SIZES = [1_000, 10_000, 100_000]
const QUESTIONS = 200
const TOP = 10
const ROUNDS = 9
const CLAIMED = 'bm25-vs-minisearch-10k'

const OTHERS = [
  { name: 'minisearch', module: import.meta.resolve('./lexical/engines/minisearch.ts'), most: 100_000 },
  // Building it for 100,000 takes minutes.
  { name: 'orama', module: import.meta.resolve('./lexical/engines/orama.ts'), most: 10_000 },
]

interface MeasuredLexical {
  name: string
  cpuMs: number
  wallP50Ms: number
  wallP95Ms: number
  slower: number
  kbPerRow: number
  buildMs: number
}
type OtherRow = MeasuredLexical | { name: string; why: string }
interface Plan {
  passages: string
  rows: number
  folder: string
  noPeers: string | null
  questions: string[]
}

async function measureLexical(
  plan: Plan,
): Promise<{ ours: MeasuredLexical; bytes: number; others: OtherRow[] }> {
  const options: LexicalOptions = { ...plan, scratch: plan.folder, k: TOP }
  const builder = await startSide({
    name: 'build',
    module: import.meta.resolve('./lexical/engines/ours-build.ts'),
    options,
  })
  await builder.stop()
  const ours = await startSide<string, number[]>({
    name: 'ours',
    module: import.meta.resolve('./lexical/engines/ours.ts'),
    options,
  })
  try {
    const turn = await fitTurn(ours, plan.questions)
    const [own] = (await takeTurns([turn], ROUNDS)) as [Taken]
    const row = await rowOf(ours, own, own, plan.rows)
    const others: OtherRow[] = []
    for (const other of OTHERS) others.push(await measureOther(other, ours, plan, options))
    return {
      ours: { ...row, buildMs: builder.opened.wallMs },
      bytes: statSync(join(plan.folder, 'lexical')).size,
      others,
    }
  } finally {
    await ours.stop()
  }
}

async function measureOther(
  { name, module, most }: (typeof OTHERS)[number],
  ours: RunningSide<string, number[]>,
  { noPeers, rows, questions }: Plan,
  options: LexicalOptions,
): Promise<OtherRow> {
  if (noPeers) return { name, why: noPeers }
  if (rows > most) return { name, why: 'takes minutes to build' }
  let other: RunningSide<string, number[]> | undefined
  try {
    other = await startSide<string, number[]>({ name, module, options })
    const turns = [await fitTurn(ours, questions), await fitTurn(other, questions)]
    const [own, taken] = (await takeTurns(turns, ROUNDS)) as [Taken, Taken]
    return await rowOf(other, taken, own, rows)
  } catch (error) {
    return { name, why: (error as Error).message.split('\n')[0]! }
  } finally {
    await other?.stop()
  }
}

async function rowOf(
  side: RunningSide<string, number[]>,
  taken: Taken,
  ours: Taken,
  rows: number,
): Promise<MeasuredLexical> {
  return {
    name: side.name,
    cpuMs: median(taken.cpuMs),
    wallP50Ms: median(taken.wallMs),
    wallP95Ms: quantile(taken.wallMs, 0.95),
    slower: timesSlower(taken, ours),
    kbPerRow: ((await side.weigh()) - side.opened.residentBefore) / 1_024 / rows,
    buildMs: side.opened.wallMs,
  }
}

function printRows(title: string, rows: OtherRow[]): void {
  printTable(
    title,
    ['', 'CPU ms', '× ours', 'wall p50', 'p95', 'KB each', 'built in s'],
    rows.map(row =>
      'why' in row
        ? [row.name, `not measured: ${row.why}`]
        : [
            row.name,
            short(row.cpuMs),
            short(row.slower),
            short(row.wallP50Ms),
            short(row.wallP95Ms),
            short(row.kbPerRow),
            short(row.buildMs / 1_000),
          ],
    ),
  )
}

function notes(passages: string[]): string[] {
  const characters = passages.reduce((sum, text) => sum + text.length, 0) / passages.length
  return [
    `CPU: processor time of one question, the middle one of ${ROUNDS} rounds; the best ${TOP} are asked for.`,
    `Passages: English of the packages’ comments and guides and of our docs, ${Math.round(characters)} characters; neighbours share sentences. Questions: 5 to 10 words of ${QUESTIONS} sentences that are in no passage.`,
    'The others as shipped. Ours also stems and drops stop words, so it reads shorter lists; it keeps no texts, they do not either (Orama does).',
  ]
}
