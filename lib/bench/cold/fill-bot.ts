import { dynamoBotStore } from '../../aws/dynamo-bot-store.ts'
import type { DynamoCalls } from '../../aws/dynamo-calls.ts'
import { dynamoPackManifests } from '../../aws/dynamo-pack-manifests.ts'
import { dynamoPassageStore } from '../../aws/dynamo-passage-store.ts'
import { s3Client } from '../../aws/s3-file-store.ts'
import { s3PackFiles } from '../../aws/s3-pack-files.ts'
import { dynamoService, wireDynamo } from '../../aws/wire/wire-dynamo.ts'
import { LexicalSegment } from '../../core/retrieval/lexical/lexical-segment.ts'
import { scoreWords } from '../../core/retrieval/lexical/word-scores.ts'
import type { PackContent } from '../../core/retrieval/packs/write-pack.ts'
import type { StoredPassage } from '../../core/retrieval/ports.ts'
import { LoadedPlanes } from '../../core/retrieval/vectors/loaded-planes.ts'
import { prepareQuery } from '../../core/retrieval/vectors/prepare-query.ts'
import { searchBits } from '../../core/retrieval/vectors/search-bits.ts'
import { sampleBot } from '../../core/testing/sample-items.ts'
import { BUCKET, TABLES } from '../../laptop/local-environment.ts'
import { readPassages } from '../lexical/lexical-side.ts'
import type { OpenSide } from '../sides/side.ts'
import { readSome, type VectorFile } from '../vectors/vector-file.ts'
import type { ColdQuestion } from './first-answer.ts'
import { documentId, makePack, PASSAGES_PER_DOCUMENT } from './make-pack.ts'

export interface FillOptions {
  botId: string
  region: string
  file: VectorFile
  passages: string
  questions: ColdQuestion[]
  /** Whether all rows go into the table, or only the likeliest of each question: answers need no others. */
  wholeTable: boolean
}

/** Puts a bot of one pack into the AWS that the environment names. */
export const openSide: OpenSide<FillOptions, null, null> = async options => {
  const { botId, region, file, questions, wholeTable } = options
  const dynamo = wireDynamo(dynamoService(region))
  const texts = readPassages({ ...options, rows: file.rows })
  const { entry, parts, content } = await makePack(botId, file, texts)
  await dynamoBotStore(dynamo, TABLES.bots).create(sampleBot(botId))
  await s3PackFiles(s3Client(region, null), BUCKET).put(botId, entry.object, parts)
  const change = { add: [entry], remove: [], purge: [], complete: true }
  if (!(await dynamoPackManifests(dynamo, TABLES.bots).replace(botId, change)))
    throw new Error('The manifest was not written.')
  const rows = wholeTable ? Array.from({ length: file.rows }, (_, row) => row) : likeliest(content, questions)
  await putRows(dynamo, options, texts, rows)
  return { ask: () => null }
}

/** More than an answer looks at while only signs and words are there. */
const NEAREST = 400
const BY_WORDS = 100

function likeliest({ planes, lexical }: PackContent, questions: readonly ColdQuestion[]): number[] {
  const loaded = LoadedPlanes.of(planes)
  const live = [{ from: 0, to: planes.rows }]
  const segments = [{ segment: new LexicalSegment(lexical), live }]
  const rows = questions.flatMap(({ vector, text }) => [
    ...searchBits(loaded, prepareQuery(vector, planes.dimension), live, NEAREST),
    ...scoreWords(segments, text)
      .top(BY_WORDS)
      .map(({ row }) => row),
  ])
  return [...new Set(rows)]
}

const BATCH_ROWS = 25
const PARALLEL = 8

async function putRows(
  dynamo: DynamoCalls,
  { botId, file }: FillOptions,
  texts: readonly string[],
  rows: readonly number[],
): Promise<void> {
  const passages = dynamoPassageStore(dynamo, TABLES.vectors)
  const starts = Array.from(
    { length: Math.ceil(rows.length / BATCH_ROWS) },
    (_, at) => at * BATCH_ROWS,
  ).values()
  const work = async () => {
    for (const start of starts) {
      const some = rows.slice(start, start + BATCH_ROWS)
      const vectors = readSome(file, some)
      const batch = some.map(
        (row, at): StoredPassage => ({
          documentId: documentId(row),
          ordinal: row % PASSAGES_PER_DOCUMENT,
          text: texts[row]!,
          start: 0,
          end: texts[row]!.length,
          place: { headingPath: [] },
          contentHash: String(row),
          vector: vectors[at]!,
        }),
      )
      await passages.put(botId, batch)
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, work))
}
