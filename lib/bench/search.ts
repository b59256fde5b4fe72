import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Figure, figure, type Missing, printFigures } from './figures.ts'
import { installPeers } from './peers/install-peers.ts'
import { KEPT_FOLDER, scratchFolder } from './scratch-folder.ts'
import { OTHERS } from './search/engine-list.ts'
import {
  BARE_PASS,
  type EngineRow,
  type MeasuredEngine,
  measureSearch,
  type SearchSet,
} from './search/measure-search.ts'
import { TOP } from './search/open-engine.ts'
import { printTable, short } from './table.ts'
import { readDocuments } from './texts/read-documents.ts'
import { sentenceTexts } from './texts/sentence-texts.ts'
import { sentenceVectors } from './texts/sentence-vectors.ts'
import { writeClustered } from './vectors/clustered-vectors.ts'
import { exactNearest } from './vectors/exact.ts'
import type { VectorFile } from './vectors/vector-file.ts'

/**
 * Our vector search beside those that people use instead: every engine in a process of its own, in turns with
 * ours, over the same vectors; what they find is held against an exact search in double precision.
 */
export default async function benchSearch(options: { json: boolean }): Promise<void> {
  const say = (line: string) => console.log(line)
  const folder = scratchFolder('search')
  const noPeers = await installPeers(say)
  const figures: Figure[] = []
  const missing: Missing[] = []
  const notes: string[] = []

  say(`Making ${MOST} clustered vectors …`)
  const { file, queries } = writeClustered(join(folder, 'clustered.f32'), MOST, CLUSTERED_QUERIES)
  for (const set of await setsOf(file, queries, SIZES)) {
    const { rows } = set.file
    say(`${rows} clustered vectors:`)
    const measured = await measureSearch(set, { folder, noPeers, others: OTHERS, say })
    printRows(`${rows} clustered vectors`, measured)
    figures.push(...informing(rows, measured))
    if (rows === MOST) addClaims(measured, figures, missing)
  }
  rmSync(file.path)

  try {
    const texts = sentenceTexts(readDocuments(), MOST, SENTENCE_QUERIES)
    const real = await sentenceVectors(texts, { kept: KEPT_FOLDER, folder, say })
    const sizes = [...new Set([Math.min(SMALLER_SENTENCES, real.file.rows), real.file.rows])]
    for (const set of await setsOf(real.file, real.queries, sizes)) {
      const { rows } = set.file
      say(`${rows} sentences:`)
      const measured = await measureSearch(set, { folder, noPeers, others: [], say })
      printRows(`${rows} sentences`, measured)
      if (rows === real.file.rows) figures.push(...realFigures(measured))
      else figures.push(figure(`recall-real-${rows / 1_000}k`, oursOf(measured).recall!, ''))
    }
    notes.push(
      `Sentences: of the packages’ comments and guides and of our docs, alone or with the one or two that follow; the questions are ${SENTENCE_QUERIES} others. Vectors of the built-in encoder, 512 values and as many zeros.`,
    )
    if (real.file.rows < texts.texts.length)
      notes.push(
        `In the time there was ${real.file.rows} of ${texts.texts.length} were encoded; the next run goes on.`,
      )
  } catch (error) {
    missing.push({ name: 'recall-real', why: (error as Error).message })
  }
  printFigures('search', { figures, missing, notes: [...NOTES, ...notes] }, options)
}

const MOST = 100_000
const SIZES = [1_000, 10_000, MOST]
/** Fewer rows are harder where only a share of them is looked at closely. */
const SMALLER_SENTENCES = 10_000
const CLUSTERED_QUERIES = 100
const SENTENCE_QUERIES = 200

const NOTES = [
  'CPU: processor time of one query, all threads of the engine’s process, the middle one of the rounds. “× ours”: against ours in the same rounds.',
  'KB: resident above the same process with nothing opened. Exact engines in float32; sqlite-vec in memory, LanceDB on disk.',
  'int8 flat: every row compared by int8; its bare pass: the same, and nothing chosen. Exact engines take as long on any vectors, so they are left out with sentences.',
]

/** The first rows of a file, in several sizes; one exact search does for all. */
async function setsOf(file: VectorFile, queries: Float32Array[], sizes: number[]): Promise<SearchSet[]> {
  console.log('Searching exactly …')
  const exact = await exactNearest({ file, queries, sizes, k: TOP })
  return sizes.map(rows => ({
    file: { ...file, rows },
    queries,
    exact: exact.map(bySize => bySize.get(rows)!),
  }))
}

function printRows(title: string, rows: EngineRow[]): void {
  printTable(
    title,
    ['', 'CPU ms', '× ours', 'wall p50', 'p95', `recall@${TOP}`, 'KB each', 'built in s'],
    rows.map(row =>
      'why' in row
        ? [row.name, `not measured: ${row.why}`]
        : [
            row.name,
            short(row.cpuMs),
            short(row.slower),
            short(row.wallP50Ms),
            short(row.wallP95Ms),
            row.recall === null ? '' : row.recall.toFixed(4),
            short(row.kbPerRow),
            short(row.buildMs === null ? null : row.buildMs / 1_000),
          ],
    ),
  )
}

/** For comparison, without a bar. */
function informing(rows: number, measured: EngineRow[]): Figure[] {
  const ours = oursOf(measured)
  const size = rows >= 1_000 ? `${rows / 1_000}k` : String(rows)
  return [
    figure(`search-ms-${size}`, ours.cpuMs, 'ms'),
    figure(`search-wall-p95-ms-${size}`, ours.wallP95Ms, 'ms'),
    ...(rows === MOST ? [] : [figure(`recall-clustered-${size}`, ours.recall!, '')]),
  ]
}

function addClaims(measured: EngineRow[], figures: Figure[], missing: Missing[]): void {
  const slower = (claim: string, name: string, bar: string | null) => {
    const row = find(measured, name)
    if ('why' in row) missing.push({ name: claim, why: row.why })
    else figures.push(figure(claim, row.slower, '×', bar))
  }
  const ours = oursOf(measured)
  const pass = find(measured, BARE_PASS) as MeasuredEngine
  figures.push(figure('search-vs-int8-pass', 1 / pass.slower, 'of the pass', '<= 0.5'))
  slower('search-vs-naive', 'naive number[][]', '>= 50')
  slower('search-vs-sqlite-vec', 'sqlite-vec', '>= 30')
  slower('search-vs-lancedb', 'LanceDB flat', '>= 30')
  slower('search-vs-usearch-exact', 'usearch exact', null)
  figures.push(recallFigure('recall-clustered', measured))
  const without = find(measured, 'ours without residual') as MeasuredEngine
  figures.push(figure('kb-per-chunk', without.kbPerRow!, 'KB', '<= 1.25'))
  figures.push(figure('kb-per-chunk-residual', ours.kbPerRow!, 'KB', '<= 2.3'))
}

/** How much has to be looked at closely depends on how the vectors lie. */
function realFigures(measured: EngineRow[]): Figure[] {
  const pass = find(measured, BARE_PASS) as MeasuredEngine
  return [
    recallFigure('recall-real', measured),
    figure('search-ms-real', oursOf(measured).cpuMs, 'ms'),
    figure('search-vs-int8-pass-real', 1 / pass.slower, 'of the pass'),
  ]
}

/** Four digits: the bar is between the third and the fourth. */
function recallFigure(name: string, measured: EngineRow[]): Figure {
  const { recall } = oursOf(measured)
  return { ...figure(name, recall!, '', '>= 0.995'), value: Number(recall!.toFixed(4)) }
}

function oursOf(measured: EngineRow[]): MeasuredEngine {
  return find(measured, 'ours') as MeasuredEngine
}

function find(measured: EngineRow[], name: string): EngineRow {
  return measured.find(row => row.name === name)!
}
