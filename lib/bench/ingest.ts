import { readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { makeXlsx } from '../extraction/fixtures/make-xlsx.ts'
import { shutInOptions } from '../extraction/shut-in.ts'
import { type Figure, figure, type Missing, median, printFigures } from './figures.ts'
import { commandCpu } from './ingest/command-cpu.ts'
import { addOneByOne } from './ingest/end-to-end.ts'
import { writePdf } from './ingest/pdf-files.ts'
import { passagesPerSecond } from './ingest/split-and-pack.ts'
import { scratchFolder } from './scratch-folder.ts'
import { readDocuments } from './texts/read-documents.ts'

/** What it costs to take documents in: reading beside `pdftotext`, splitting and packing, and all of it together. */
export default async function benchIngest(options: { json: boolean }): Promise<void> {
  const folder = scratchFolder('ingest')
  const sentences = readDocuments().flat()
  const figures: Figure[] = []
  const missing: Missing[] = []

  console.log('Reading PDFs …')
  const read = PAGES.map(pages => readingCosts(writePdf(folder, pages, sentences)))
  figures.push(figure('pdf-cpu-ms-100-pages', read[PAGES.indexOf(100)]!.ours, 'ms'))
  const ratios = read.flatMap(({ ours, theirs }) => (theirs && theirs >= LEAST_MS ? [ours / theirs] : []))
  if (ratios.length) figures.push(figure('pdf-cpu-vs-pdftotext', median(ratios), '×', '<= 4'))
  else missing.push({ name: 'pdf-cpu-vs-pdftotext', why: NO_PEER })

  console.log('Splitting and packing …')
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round++) rates.push(await passagesPerSecond(sentences, SENTENCES))
  figures.push(figure('split-passages-per-second', median(rates), '', '>= 2000'))

  console.log('Taking in a PDF of 100 pages and a sheet of 10,000 rows …')
  const { seconds, peakMb } = await addOneByOne(join(folder, 'data'), [
    { name: 'Book.pdf', bytes: new Uint8Array(readFileSync(join(folder, 'pages-100.pdf'))) },
    { name: 'Costs.xlsx', bytes: new Uint8Array(makeXlsx({ name: 'Costs', rows: costs() })) },
  ])
  figures.push(figure('pdf-100-pages-seconds', seconds[0]!, 's'))
  figures.push(figure('xlsx-10k-rows-seconds', seconds[1]!, 's'))
  if (peakMb > 0) figures.push(figure('tree-peak-mb', peakMb, 'MB', '<= 900'))
  else missing.push({ name: 'tree-peak-mb', why: 'What a process holds is read on Linux only.' })
  printFigures('ingest', { figures, missing, notes: NOTES }, options)
}

const PAGES = [100, 300, 600]
const ROUNDS = 5
const SENTENCES = 20_000
/** Below this a peer's start is all that is measured. */
const LEAST_MS = 50

const NO_PEER = 'There is no pdftotext here that takes 50 ms (poppler-utils); reading was not compared.'
const NOTES = [
  `Reading: processor time of the whole process that reads one PDF, as it is started for each document but for its namespaces, and of pdftotext, of ${PAGES.join(', ')} pages; the middle one of ${ROUNDS}, where pdftotext takes ${LEAST_MS} ms and more.`,
  'Splitting: from a text to its pack, with vectors given; processor time.',
  'End to end: an installation as npm start runs it, from the upload until it can be found, with the built-in encoder; the memory of the worker together with the processes that read for it.',
]

function readingCosts(path: string): { ours: number; theirs: number | null } {
  const entry = realpathSync(join(import.meta.dirname, '../extraction/child.ts'))
  const document = realpathSync(path)
  const ours = [process.execPath, ...shutInOptions(entry, document), entry, document, 'pdf']
  return { ours: middleOf(ours)!, theirs: middleOf(['pdftotext', document, '-']) }
}

function middleOf(command: readonly string[]): number | null {
  const costs = Array.from({ length: ROUNDS }, () => commandCpu(command))
  return costs[0] === null ? null : median(costs as number[])
}

const TOWNS = ['Lyon', 'Nice', 'Paris', 'Lille', 'Nantes', 'Metz', 'Dijon', 'Brest']

function costs(): (string | number)[][] {
  const rows = Array.from({ length: 10_000 }, (_, at) => [
    ...[at + 1, TOWNS[at % TOWNS.length]!, `Q${1 + (at % 4)}`, ((at * 37) % 10_000) / 10],
    `Delivered to depot ${at % 90}`,
  ])
  return [['Number', 'Town', 'Quarter', 'Cost', 'Note'], ...rows]
}
