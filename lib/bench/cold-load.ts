import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NO_LANGUAGE_MODEL } from '../laptop/language-model.ts'
import { localEnvironment, withoutAws } from '../laptop/local-environment.ts'
import { testAccount } from '../local-aws/testing/aws-target.ts'
import type { ColdQuestion, ColdTimes } from './cold/first-answer.ts'
import { type Figure, figure, type Missing, median, printFigures } from './figures.ts'
import { scratchFolder } from './scratch-folder.ts'
import { fitTurn } from './sides/fit-turn.ts'
import { startSide } from './sides/start-side.ts'
import { type Taken, takeTurns, timesSlower } from './sides/take-turns.ts'
import { passageTexts } from './texts/passage-texts.ts'
import { readDocuments } from './texts/read-documents.ts'
import { writeClustered } from './vectors/clustered-vectors.ts'
import type { VectorFile } from './vectors/vector-file.ts'

/**
 * What it costs to have a bot's passages searchable: to decode a pack beside vectors stored as DynamoDB's lists
 * of Numbers, and the way from the bucket to the first answer of a process that knows nothing yet.
 */
export default async function benchColdLoad(options: { json: boolean }): Promise<void> {
  const say = (line: string) => console.log(line)
  const folder = scratchFolder('cold-load')
  const material = prepare(folder, say)
  const figures: Figure[] = []
  const missing: Missing[] = []
  say('Decoding …')
  figures.push(...(await measureDecoding(material)))
  try {
    figures.push(...(await measureFirstAnswers(material, folder, say)))
  } catch (error) {
    missing.push({ name: 'cold-first-answer-ms-10k', why: (error as Error).message })
  }
  printFigures('cold-load', { figures, missing, notes: NOTES }, options)
}

const SIZES = [10_000, 100_000]
const DECODED_ROWS = 10_000
const LISTED_ROWS = 100
const DECODING_ROUNDS = 9
/** Each in a process of its own. */
const COLD_STARTS = 5

const NOTES = [
  'Decoding: processor time from a pack’s bytes in memory to every hash checked and all planes and words searchable; beside it the SDK’s document client, from the bytes of DynamoDB’s answer to floats. 1,024 values each.',
  `First answer: a process that is up but knows nothing asks the AWS on loopback, ${COLD_STARTS} processes each, the middle one; real S3 and DynamoDB add their distance. All loaded: until the last plane is there.`,
  'From the table: the same passages read item by item, vectors as Binary; the table is the one on loopback, which is slower than DynamoDB.',
]

interface Material {
  file: VectorFile
  passages: string
  questions: ColdQuestion[]
}

function prepare(folder: string, say: (line: string) => void): Material {
  say('Making vectors and texts …')
  const most = SIZES.at(-1)!
  const { file, queries } = writeClustered(join(folder, 'clustered.f32'), most, COLD_STARTS)
  const texts = passageTexts(readDocuments(), most, COLD_STARTS)
  const passages = join(folder, 'passages.jsonl')
  writeFileSync(passages, texts.passages.map(text => JSON.stringify(text)).join('\n'))
  if (texts.passages.length < most)
    throw new Error(`There are only ${texts.passages.length} passages to be had.`)
  return { file, passages, questions: queries.map((vector, at) => ({ vector, text: texts.questions[at]! })) }
}

async function measureDecoding({ file, passages }: Material): Promise<Figure[]> {
  const pack = await startSide<null, null>({
    name: 'pack',
    module: import.meta.resolve('./cold/decode-pack.ts'),
    options: { file: { ...file, rows: DECODED_ROWS }, passages },
  })
  const lists = await startSide<null, null>({
    name: 'number lists',
    module: import.meta.resolve('./cold/decode-number-lists.ts'),
    options: { file: { ...file, rows: LISTED_ROWS } },
  })
  try {
    const again = Array<null>(DECODING_ROUNDS).fill(null)
    const turns = [await fitTurn(pack, again), await fitTurn(lists, again)]
    const [packs, numbers] = (await takeTurns(turns, DECODING_ROUNDS)) as [Taken, Taken]
    const times = (timesSlower(numbers, packs) * DECODED_ROWS) / LISTED_ROWS
    return [
      figure('decode-us-per-chunk', (median(packs.cpuMs) / DECODED_ROWS) * 1_000, 'µs', '<= 4'),
      figure('decode-number-lists-us-per-chunk', (median(numbers.cpuMs) / LISTED_ROWS) * 1_000, 'µs'),
      figure('decode-vs-number-lists', times, '×', '>= 100'),
    ]
  } finally {
    await Promise.all([pack.stop(), lists.stop()])
  }
}

async function measureFirstAnswers(
  material: Material,
  folder: string,
  say: (line: string) => void,
): Promise<Figure[]> {
  const aws = await startSide<null, string>({
    name: 'AWS on loopback',
    module: import.meta.resolve('./cold/local-aws.ts'),
    options: { folder: join(folder, 'aws') },
  })
  try {
    const [awsUrl] = (await aws.ask([null])).answers
    const env = environment(awsUrl!)
    const figures: Figure[] = []
    for (const rows of SIZES) {
      say(`First answers over ${rows} passages …`)
      figures.push(...(await firstAnswers(material, rows, env)))
    }
    return figures
  } finally {
    await aws.stop()
  }
}

async function firstAnswers(
  material: Material,
  rows: number,
  env: Record<string, string>,
): Promise<Figure[]> {
  const { region } = testAccount
  const bot = { botId: `bot_${rows}`, region }
  const file = { ...material.file, rows }
  const wholeTable = rows === SIZES[0]
  const filler = await startSide({
    name: 'filling',
    module: import.meta.resolve('./cold/fill-bot.ts'),
    options: { ...material, ...bot, file, wholeTable },
    env,
  })
  await filler.stop()
  const times: ColdTimes[] = []
  for (const question of material.questions) {
    const module = import.meta.resolve('./cold/first-answer.ts')
    const side = await startSide<ColdQuestion, ColdTimes>({ name: 'first answer', module, options: bot, env })
    const { answers } = await side.ask([question])
    await side.stop()
    if (answers[0]!.found === 0) throw new Error('A cold question found nothing.')
    times.push(answers[0]!)
  }
  const name = `${rows / 1_000}k`
  const figures = [
    figure(`cold-first-answer-ms-${name}`, median(times.map(({ firstMs }) => firstMs)), 'ms'),
    figure(`cold-all-loaded-ms-${name}`, median(times.map(({ allMs }) => allMs)), 'ms'),
    figure(`warm-answer-ms-${name}`, median(times.map(({ warmMs }) => warmMs)), 'ms'),
  ]
  if (wholeTable) figures.push(figure(`cold-from-table-ms-${name}`, await fromTable(bot, rows, env), 'ms'))
  return figures
}

async function fromTable(
  bot: { botId: string; region: string },
  rows: number,
  env: Record<string, string>,
): Promise<number> {
  const module = import.meta.resolve('./cold/from-table.ts')
  const side = await startSide<null, number>({ name: 'table', module, options: { ...bot, rows }, env })
  const { wallMs, answers } = await side.ask([null])
  await side.stop()
  if (answers[0] !== rows) throw new Error(`The table had ${answers[0]} of ${rows} passages.`)
  return wallMs[0]!
}

function environment(awsUrl: string): Record<string, string> {
  const nowhere = 'http://127.0.0.1:9'
  const places = {
    account: testAccount,
    awsUrl,
    appUrl: nowhere,
    foreignUrl: null,
    userPoolId: 'us-east-1_bench',
    userPoolClientId: 'bench',
    ticketKey: 'a-bench-key-a-bench-key-a-bench-key',
    guideBotId: null,
    languageModel: NO_LANGUAGE_MODEL,
    developmentTools: false,
  }
  return { ...withoutAws(process.env), ...localEnvironment(places, process.env) } as Record<string, string>
}
