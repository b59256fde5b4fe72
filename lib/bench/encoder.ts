import { createTokenizer } from '../local-aws/bedrock/encoder/tokenizer.ts'
import { readWeights } from '../local-aws/bedrock/encoder/weights.ts'
import { figure, median, printFigures } from './figures.ts'
import { fitTurn } from './sides/fit-turn.ts'
import { startSide } from './sides/start-side.ts'
import { type Taken, takeTurns, timesSlower } from './sides/take-turns.ts'
import { passageTexts } from './texts/passage-texts.ts'
import { readDocuments } from './texts/read-documents.ts'
import { cosine } from './vectors/exact.ts'

/** The built-in encoder beside the package its weights come from, each in a process of its own, in turns. */
export default async function benchEncoder(options: { json: boolean }): Promise<void> {
  console.log('Reading texts …')
  const texts = cutTexts(passageTexts(readDocuments(), 5_000, 0).passages)
  const start = (name: string, module: string) =>
    startSide<string, number[]>({ name, module: import.meta.resolve(module), options: null })
  const ours = await start('ours', './encoder/ours.ts')
  const theirs = await start('tfjs', './encoder/tfjs.ts')
  try {
    const alike = await likeness(ours, theirs, texts.slice(0, COMPARED))
    console.log('Encoding …')
    const turns = [await fitTurn(ours, texts), await fitTurn(theirs, texts)]
    const [own, other] = (await takeTurns(turns, ROUNDS)) as [Taken, Taken]
    const figures = [
      figure('encoder-texts-per-second', 1_000 / median(own.cpuMs), 'texts', '>= 60'),
      figure('encoder-vs-tfjs', timesSlower(other, own), '×'),
      figure('tfjs-texts-per-second', 1_000 / median(other.cpuMs), 'texts'),
      figure('encoder-wall-ms', median(own.wallMs), 'ms'),
      figure('encoder-likeness', alike, 'cosine'),
    ]
    printFigures('encoder', { figures, missing: [], notes: NOTES }, options)
  } finally {
    await Promise.all([ours.stop(), theirs.stop()])
  }
}

const TEXTS = 40
const TOKENS = 120
const ROUNDS = 15
const COMPARED = 5

const NOTES = [
  `Texts of ${TOKENS} tokens, out of the packages’ comments and guides. Processor time of all threads: texts a second on one core.`,
  'tfjs: the same weights through @energetic-ai/core as shipped. Likeness: the least cosine of its vectors with ours.',
]

/** Passages, cut after the word that makes them long enough. */
function cutTexts(passages: readonly string[]): string[] {
  const tokenizer = createTokenizer(readWeights().vocabulary)
  const cut: string[] = []
  for (const passage of passages) {
    if (cut.length === TEXTS) break
    const words = passage.split(' ')
    let text = ''
    for (const word of words) {
      text = text ? `${text} ${word}` : word
      const tokens = tokenizer.encode(text).length
      if (tokens < TOKENS) continue
      if (tokens === TOKENS) cut.push(text)
      break
    }
  }
  return cut
}

type Encoding = Awaited<ReturnType<typeof startSide<string, number[]>>>

async function likeness(ours: Encoding, theirs: Encoding, texts: string[]): Promise<number> {
  const own = (await ours.ask(texts)).answers
  const other = (await theirs.ask(texts)).answers
  return Math.min(
    ...own.map((vector, at) => cosine(Float32Array.from(vector), Float32Array.from(other[at]!))),
  )
}
