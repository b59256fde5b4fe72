import type { GrowableMemory } from './arena.ts'

/**
 * The inner loops of vector search; kernel.wat describes each. All numbers are addresses in bytes or counts.
 * Sums of whole numbers must fit into 32 bits, which prepare-query.ts sees to.
 */
export interface KernelFunctions {
  hamming(
    row: number,
    rowBytes: number,
    rows: number,
    query: number,
    distances: number,
    histogram: number,
  ): void
  collect(distances: number, rows: number, firstRow: number, limit: number, state: number): void
  dotRun(
    int8: number,
    stride: number,
    scales: number,
    firstRow: number,
    endRow: number,
    query: number,
    scores: number,
  ): void
  dotRows(
    int8: number,
    stride: number,
    scales: number,
    rows: number,
    count: number,
    query: number,
    scores: number,
  ): void
  rescore(
    int8: number,
    residual: number,
    stride: number,
    scales: number,
    rows: number,
    count: number,
    query: number,
    scores: number,
  ): void
}

/** kernel.wat once more, for where there is no WebAssembly with SIMD, and to test it against. Same results, bit for bit. */
export function plainKernel(memory: GrowableMemory): KernelFunctions {
  return {
    hamming(row, rowBytes, rows, query, distances, histogram) {
      const words = rowBytes / 4
      const bits = new Uint32Array(memory.buffer, row, rows * words)
      const asked = new Uint32Array(memory.buffer, query, words)
      const found = new Uint16Array(memory.buffer, distances, rows)
      const counts = new Uint32Array(memory.buffer, histogram, rowBytes * 8 + 1)
      for (let at = 0; at < rows; at++) {
        let distance = 0
        for (let word = 0; word < words; word++) distance += onesIn(bits[at * words + word]! ^ asked[word]!)
        found[at] = distance
        counts[distance]!++
      }
    },

    collect(distances, rows, firstRow, limit, state) {
      const found = new Uint16Array(memory.buffer, distances, rows)
      const [out, quota] = new Uint32Array(memory.buffer, state, 2) as unknown as [number, number]
      const numbers = new Uint32Array(
        memory.buffer,
        out,
        Math.min(rows, (memory.buffer.byteLength - out) >> 2),
      )
      let count = 0
      let left = quota
      for (let at = 0; at < rows; at++) {
        if (found[at]! < limit) numbers[count++] = firstRow + at
        else if (found[at] === limit && left > 0) {
          numbers[count++] = firstRow + at
          left--
        }
      }
      new Uint32Array(memory.buffer, state, 2).set([out + 4 * count, left])
    },

    dotRun(int8, stride, scales, firstRow, endRow, query, scores) {
      const dot = dotOf(memory.buffer, int8, stride, query)
      const scale = new Float32Array(memory.buffer, scales, endRow)
      const out = new Float32Array(memory.buffer, scores, endRow - firstRow)
      for (let row = firstRow; row < endRow; row++) out[row - firstRow] = Math.fround(dot(row)) * scale[row]!
    },

    dotRows(int8, stride, scales, rows, count, query, scores) {
      const dot = dotOf(memory.buffer, int8, stride, query)
      const numbers = new Uint32Array(memory.buffer, rows, count)
      const out = new Float32Array(memory.buffer, scores, count)
      for (const [at, row] of numbers.entries()) {
        const [scale] = new Float32Array(memory.buffer, scales + 4 * row, 1)
        out[at] = Math.fround(dot(row)) * scale!
      }
    },

    rescore(int8, residual, stride, scales, rows, count, query, scores) {
      const numbers = new Uint32Array(memory.buffer, rows, count)
      const out = new Float32Array(memory.buffer, scores, count)
      const asked = new Float32Array(memory.buffer, query, stride)
      const sums = new Float32Array(16)
      for (const [at, row] of numbers.entries()) {
        const high = new Int8Array(memory.buffer, int8 + row * stride, stride)
        const low = new Int8Array(memory.buffer, residual + row * stride, stride)
        const [scale] = new Float32Array(memory.buffer, scales + 4 * row, 1)
        sums.fill(0)
        for (let i = 0; i < stride; i++) {
          sums[i & 15]! += Math.fround((256 * high[i]! + low[i]!) * asked[i]!)
        }
        out[at] = addedByHalves(sums) * scale!
      }
    },
  }
}

function onesIn(word: number): number {
  let ones = word - ((word >>> 1) & 0x55555555)
  ones = (ones & 0x33333333) + ((ones >>> 2) & 0x33333333)
  return Math.imul((ones + (ones >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** The dot product of one row and the query, wrapped to 32 bits as the processor does it. */
function dotOf(buffer: ArrayBuffer, int8: number, stride: number, query: number): (row: number) => number {
  const asked = new Int16Array(buffer, query, stride)
  return row => {
    const values = new Int8Array(buffer, int8 + row * stride, stride)
    let sum = 0
    for (let i = 0; i < stride; i++) sum = (sum + values[i]! * asked[i]!) | 0
    return sum
  }
}

/** Sums 0 to 15 in the order of kernel.wat, each step rounded to 32 bits. */
function addedByHalves(sums: Float32Array): number {
  const { fround } = Math
  const lanes = [0, 1, 2, 3].map(lane =>
    fround(fround(sums[lane]! + sums[lane + 4]!) + fround(sums[lane + 8]! + sums[lane + 12]!)),
  ) as [number, number, number, number]
  return fround(fround(lanes[0] + lanes[1]) + fround(lanes[2] + lanes[3]))
}
