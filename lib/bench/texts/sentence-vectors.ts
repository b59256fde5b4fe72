import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createEncoder, type Encoder } from '../../local-aws/bedrock/encoder/encoder.ts'
import { readSome, type VectorFile } from '../vectors/vector-file.ts'
import type { SentenceTexts } from './sentence-texts.ts'

export interface SentenceVectors {
  /** Of the first texts; of all, unless time ran out. */
  file: VectorFile
  queries: Float32Array[]
  /** Texts encoded in this run; the others were there already. */
  fresh: number
}

const STORED = 512
/** What Titan's vectors have, so that all sets are searched alike. */
const DIMENSION = 1_024
/** A first run takes as long as that at most; the next one goes on where it ended. */
const LIMIT_MS = 300_000
const TOLD_MS = 10_000
/** Enough to keep all threads busy, few enough to be written often. */
const BATCH = 500

/** Vectors of texts by the encoder that Docent brings along. Kept in `folder` from run to run: encoding takes minutes. */
export async function sentenceVectors(
  { texts, queries }: SentenceTexts,
  folder: string,
  say: (line: string) => void,
): Promise<SentenceVectors> {
  const encoder = createEncoder(Math.min(8, availableParallelism()))
  try {
    mkdirSync(folder, { recursive: true })
    const all = [...queries, ...texts]
    const name = `sentences-${await stampOf(encoder, all)}.f32`
    removeOthers(folder, name)
    const path = join(folder, name)
    const before = encodedIn(path)
    const done = await encodeRest(encoder, all, path, say)
    if (done <= queries.length) throw new Error('not one sentence was encoded in time')
    const file = { path, rows: done, stored: STORED, dimension: DIMENSION }
    const asked = readSome(file, Array.from(queries.keys())).map(padded)
    return {
      file: { ...file, skip: queries.length, rows: done - queries.length },
      queries: asked,
      fresh: done - before,
    }
  } finally {
    await encoder.close()
  }
}

/** Equal for equal texts and an encoder that gives equal vectors, whatever became of its sources. */
async function stampOf(encoder: Encoder, texts: string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const text of texts.slice(0, 5)) {
    const { vector } = await encoder.encode(text)
    hash.update(vector.map(value => Math.round(value * 64)))
  }
  for (const text of texts) hash.update(text).update('\0')
  return hash.digest('hex').slice(0, 16)
}

function removeOthers(folder: string, name: string): void {
  for (const other of readdirSync(folder))
    if (other.startsWith('sentences-') && other !== name) rmSync(join(folder, other))
}

/** Written in order, so the length tells how many there are. */
function encodedIn(path: string): number {
  return Math.floor((statSync(path, { throwIfNoEntry: false })?.size ?? 0) / (STORED * 4))
}

async function encodeRest(
  encoder: Encoder,
  texts: string[],
  path: string,
  say: (line: string) => void,
): Promise<number> {
  let done = encodedIn(path)
  if (done >= texts.length) return texts.length
  const began = performance.now()
  let told = began
  say(
    `Encoding ${texts.length - done} of ${texts.length} sentences (once; at most ${LIMIT_MS / 60_000} minutes) …`,
  )
  const handle = openSync(path, done ? 'r+' : 'w')
  try {
    while (done < texts.length && performance.now() - began < LIMIT_MS) {
      const batch = texts.slice(done, done + BATCH)
      const encoded = await Promise.all(batch.map(text => encoder.encode(text)))
      for (const [at, { vector }] of encoded.entries())
        writeSync(
          handle,
          new Uint8Array(vector.buffer, vector.byteOffset, STORED * 4),
          0,
          STORED * 4,
          (done + at) * STORED * 4,
        )
      done += batch.length
      if (performance.now() - told < TOLD_MS) continue
      told = performance.now()
      say(`  … ${done} of ${texts.length}, ${Math.round((told - began) / 1_000)} s`)
    }
  } finally {
    closeSync(handle)
  }
  return done
}

function padded(vector: Float32Array): Float32Array {
  const whole = new Float32Array(DIMENSION)
  whole.set(vector)
  return whole
}
