import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createEncoder, type Encoder } from '../../local-aws/bedrock/encoder/encoder.ts'
import type { VectorFile } from '../vectors/vector-file.ts'
import { EncodedTexts } from './encoded-texts.ts'
import type { SentenceTexts } from './sentence-texts.ts'

export interface SentenceVectors {
  /** Of all texts, unless time ran out. */
  file: VectorFile
  queries: Float32Array[]
}

const STORED = 512
/** What Titan's vectors have, so that all sets are searched alike. */
const DIMENSION = 1_024
/** A first run takes as long as that at most; the next one goes on where it ended. */
const LIMIT_MS = 300_000
const TOLD_MS = 10_000
/** Enough to keep all threads busy, few enough to be written often. */
const BATCH = 500

/**
 * Vectors of texts by the encoder that Docent brings along, in a file in `folder`. Kept in `kept` from run to
 * run: encoding takes minutes.
 */
export async function sentenceVectors(
  { texts, queries }: SentenceTexts,
  { kept, folder, say }: { kept: string; folder: string; say: (line: string) => void },
): Promise<SentenceVectors> {
  const encoder = createEncoder(Math.min(8, availableParallelism()))
  try {
    mkdirSync(kept, { recursive: true })
    const name = `sentences-${await stampOf(encoder)}.bin`
    removeOthers(kept, name)
    const encoded = new EncodedTexts(join(kept, name), STORED)
    await encodeMissing(encoder, [...queries, ...texts], encoded, say)
    const there = texts.filter(text => encoded.has(text))
    if (there.length === 0) throw new Error('not one sentence was encoded in time')
    const path = join(folder, 'sentences.f32')
    writeVectors(path, encoded.vectorsOf(there))
    return {
      file: { path, rows: there.length, stored: STORED, dimension: DIMENSION },
      queries: Array.from(encoded.vectorsOf(queries), padded),
    }
  } finally {
    await encoder.close()
  }
}

/** Equal for an encoder that gives equal vectors, whatever became of its sources. */
async function stampOf(encoder: Encoder): Promise<string> {
  const hash = createHash('sha256')
  for (const text of PROBES) {
    const { vector } = await encoder.encode(text)
    hash.update(vector.map(value => Math.round(value * 64)))
  }
  return hash.digest('hex').slice(0, 16)
}

const PROBES = ['When does the museum open?', 'Deletes an object of the bucket, and all its versions.']

function removeOthers(folder: string, name: string): void {
  for (const other of readdirSync(folder))
    if (other.startsWith('sentences-') && other !== name) rmSync(join(folder, other))
}

async function encodeMissing(
  encoder: Encoder,
  texts: string[],
  encoded: EncodedTexts,
  say: (line: string) => void,
): Promise<void> {
  const missing = texts.filter(text => !encoded.has(text))
  if (missing.length === 0) return
  const began = performance.now()
  let told = began
  const limit = LIMIT_MS / 60_000
  say(`Encoding ${missing.length} of ${texts.length} sentences (once; at most ${limit} minutes) …`)
  for (let at = 0; at < missing.length && performance.now() - began < LIMIT_MS; at += BATCH) {
    const batch = missing.slice(at, at + BATCH)
    const vectors = await Promise.all(batch.map(text => encoder.encode(text)))
    encoded.add(batch.map((text, index) => ({ text, vector: vectors[index]!.vector })))
    if (performance.now() - told < TOLD_MS) continue
    told = performance.now()
    say(`  … ${at + batch.length} of ${missing.length}, ${Math.round((told - began) / 1_000)} s`)
  }
}

function writeVectors(path: string, vectors: Iterable<Float32Array>): void {
  const handle = openSync(path, 'w')
  for (const { buffer } of vectors) writeSync(handle, new Uint8Array(buffer))
  closeSync(handle)
}

function padded(vector: Float32Array): Float32Array {
  const whole = new Float32Array(DIMENSION)
  whole.set(vector)
  return whole
}
