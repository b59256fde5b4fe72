import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { readSome, type VectorFile } from './vector-file.ts'

/** The nearest rows of one query among the first `rows`, in double precision, and the cosine of the last of them. */
export interface Exact {
  nearest: number[]
  lastCosine: number
}

/** What a worker is given, and answers: for each query, by the sizes asked for. */
export interface ExactJob {
  file: VectorFile
  queries: Float32Array[]
  sizes: number[]
  k: number
}
export type ExactDone = Map<number, Exact>[]

/** Looks at every pair, in as many threads as the machine has processors. */
export async function exactNearest({ file, queries, sizes, k }: ExactJob): Promise<ExactDone> {
  const threads = Math.min(availableParallelism(), 8)
  const share = Math.ceil(queries.length / threads)
  const parts = Array.from({ length: threads }, (_, at) => queries.slice(at * share, (at + 1) * share))
  const done = await Promise.all(parts.map(part => inThread({ file, queries: part, sizes, k })))
  return done.flat()
}

function inThread(job: ExactJob): Promise<ExactDone> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('exact-worker.ts', import.meta.url))
    worker.postMessage(job)
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', code => code !== 0 && reject(new Error(`The exact search ended with ${code}.`)))
  })
}

/** The share of the exact nearest that was found. One that is just as near as the last of them counts as well. */
export function recall(
  file: VectorFile,
  queries: readonly Float32Array[],
  exact: readonly Exact[],
  found: readonly (readonly number[])[],
): number {
  let right = 0
  let wanted = 0
  for (const [at, { nearest, lastCosine }] of exact.entries()) {
    const answer = [...new Set(found[at])].slice(0, nearest.length)
    const others = answer.filter(row => !nearest.includes(row))
    const alike = readSome(file, others).filter(row => cosine(queries[at]!, row) >= lastCosine)
    right += answer.length - others.length + alike.length
    wanted += nearest.length
  }
  return right / wanted
}

/** In double precision. `row` may be shorter: what it lacks is zero. */
export function cosine(query: Float32Array, row: Float32Array): number {
  let dot = 0
  let rowSquare = 0
  let querySquare = 0
  for (let i = 0; i < row.length; i++) {
    dot += query[i]! * row[i]!
    rowSquare += row[i]! * row[i]!
  }
  for (const value of query) querySquare += value * value
  return dot / Math.sqrt(rowSquare * querySquare)
}
