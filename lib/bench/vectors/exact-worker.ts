import { parentPort } from 'node:worker_threads'
import type { Exact, ExactDone, ExactJob } from './exact.ts'
import { readBlocks } from './vector-file.ts'

/** One pass over the file for all queries of this thread. */
parentPort!.once('message', (job: ExactJob) => parentPort!.postMessage(search(job)))

function search({ file, queries, sizes, k }: ExactJob): ExactDone {
  const best = queries.map((): Best => ({ rows: [], cosines: [] }))
  const done: ExactDone = queries.map(() => new Map<number, Exact>())
  const groups = grouped(queries, file.stored)
  const dots = new Float64Array(GROUP)
  const row = new Float64Array(file.stored)
  for (const { from, count, values } of readBlocks(file)) {
    for (let at = 0; at < count; at++) {
      for (let i = 0; i < row.length; i++) row[i] = values[at * row.length + i]!
      const length = norm(row)
      for (const [group, vectors] of groups.entries()) {
        dotsOf(vectors, row, dots)
        for (let one = 0; one < GROUP && group * GROUP + one < queries.length; one++)
          keep(best[group * GROUP + one]!, from + at, dots[one]! / length, k)
      }
    }
    if (!sizes.includes(from + count)) continue
    for (const [q, { rows, cosines }] of best.entries())
      done[q]!.set(from + count, { nearest: [...rows], lastCosine: cosines.at(-1)! })
  }
  return done
}

/** Queries that meet a row together, so that the processor has several sums to work at. */
const GROUP = 4
type Group = [Float64Array, Float64Array, Float64Array, Float64Array]

/** Of unit length; the last group is filled up with zeros. */
function grouped(queries: readonly Float32Array[], stored: number): Group[] {
  const none = new Float64Array(stored)
  return Array.from({ length: Math.ceil(queries.length / GROUP) }, (_, group) => {
    const some = queries.slice(group * GROUP, (group + 1) * GROUP).map(query => {
      const vector = Float64Array.from(query)
      const length = norm(vector)
      return vector.map(value => value / length).slice(0, stored)
    })
    return Array.from({ length: GROUP }, (_, one) => some[one] ?? none) as Group
  })
}

/** What a row lacks is zero, so the queries are read as far as it goes. */
function dotsOf([a, b, c, d]: Group, row: Float64Array, dots: Float64Array): void {
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  for (let i = 0; i < row.length; i++) {
    const value = row[i]!
    first += a[i]! * value
    second += b[i]! * value
    third += c[i]! * value
    fourth += d[i]! * value
  }
  dots[0] = first
  dots[1] = second
  dots[2] = third
  dots[3] = fourth
}

interface Best {
  rows: number[]
  cosines: number[]
}

/** Of equally near ones the earlier row. */
function keep({ rows, cosines }: Best, row: number, cosine: number, k: number): void {
  if (cosines.length === k && cosine <= cosines[k - 1]!) return
  let place = cosines.length
  while (place > 0 && cosines[place - 1]! < cosine) place--
  cosines.splice(place, 0, cosine)
  rows.splice(place, 0, row)
  if (cosines.length > k) {
    cosines.pop()
    rows.pop()
  }
}

function norm(vector: Float64Array): number {
  let sum = 0
  for (let i = 0; i < vector.length; i++) sum += vector[i]! * vector[i]!
  return Math.sqrt(sum)
}
