import { addShifted } from './add-shifted.ts'
import { assemble } from './assembler.ts'
import { packKeys, packValues } from './attention-panels.ts'
import { meanOfRows } from './mean-of-rows.ts'
import { type Mode, multiply } from './multiply.ts'
import { listNonZero, multiplySparse } from './multiply-sparse.ts'
import { normalise } from './normalise.ts'
import { softmax } from './softmax.ts'

/**
 * The encoder's loops in WebAssembly SIMD, over one memory. Addresses and strides are in bytes, sizes in values;
 * what each does stands at its definition.
 */
export interface Kernel {
  memory: WebAssembly.Memory
  multiply(
    a: number,
    aStride: number,
    b: number,
    bias: number,
    c: number,
    cStride: number,
    rows: number,
    depth: number,
    panels: number,
    mode: Mode,
  ): void
  listNonZero(a: number, rows: number, depth: number, lists: number, ends: number): void
  multiplySparse(
    lists: number,
    ends: number,
    b: number,
    bias: number,
    c: number,
    cStride: number,
    rows: number,
    depth: number,
    panels: number,
  ): void
  packKeys(from: number, stride: number, to: number, depth: number, tokens: number): void
  packValues(from: number, stride: number, to: number, width: number, tokens: number): void
  softmax(at: number, rows: number, length: number, columns: number): void
  normalise(from: number, to: number, rows: number, width: number): void
  addShifted(
    a: number,
    b: number,
    sums: number,
    bias: number,
    to: number,
    length: number,
    average: number,
    factor: number,
  ): void
  meanOfRows(from: number, to: number, rows: number, width: number): void
}

/** `fused: false` is for engines without relaxed SIMD (Node 20), and is chosen where it must be; the last bits differ. */
export function createKernel(pages: number, fused = true): Kernel {
  const relaxed = assemble(FUNCTIONS, true)
  const bytes = fused && WebAssembly.validate(relaxed) ? relaxed : assemble(FUNCTIONS, false)
  const memory = new WebAssembly.Memory({ initial: pages })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { e: { m: memory } })
  return { memory, ...(exports as unknown as Omit<Kernel, 'memory'>) }
}

const FUNCTIONS = {
  multiply,
  listNonZero,
  multiplySparse,
  packKeys,
  packValues,
  softmax,
  normalise,
  addShifted,
  meanOfRows,
}
