/**
 * A matrix product in WebAssembly SIMD, assembled here byte by byte because a clone has no compiler.
 *
 *     C[rows x 8·panels] = A[rows x depth] · B + bias        (rows a multiple of 4)
 *
 * B comes in panels of 8 columns, `B[panel][k][8]`, so that the inner loop reads it straight through. Four rows
 * of C by one panel stay in 8 registers: per k 2 loads of B, 4 of A and 8 multiply-adds. The fused multiply-add
 * of the relaxed SIMD proposal is used where the engine has it; it differs in the last bit only.
 * Source: WebAssembly core specification, 5 "Binary format"; opcodes of the SIMD and relaxed SIMD proposals.
 */
export interface Matmul {
  memory: WebAssembly.Memory
  /** All addresses and strides are in bytes; a `bias` of 0 means none. */
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
    relu: 0 | 1,
  ): void
}

/** Rows and columns of C that the kernel computes at once. */
export const TILE_ROWS = 4
export const PANEL_COLUMNS = 8

export function createMatmul(pages: number): Matmul {
  const fused = assemble(true)
  const bytes = WebAssembly.validate(fused) ? fused : assemble(false)
  const memory = new WebAssembly.Memory({ initial: pages })
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { e: { m: memory } })
  return { memory, multiply: instance.exports.multiply as Matmul['multiply'] }
}

const I32 = 0x7f
const V128 = 0x7b
const PARAMETERS = 10
// Parameters, in order, then locals.
const [A, A_STRIDE, B, BIAS, C, C_STRIDE, ROWS, DEPTH, PANELS, RELU] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const
const [K, A0, B_AT, C0, PANEL, BIAS_AT, ROW] = [10, 11, 12, 13, 14, 15, 16] as const
const I32_LOCALS = 11
const A1 = 17
const A2 = 18
const A3 = 19
const B_START = 20
const ACC = PARAMETERS + I32_LOCALS
const B0 = ACC + 8
const B1 = ACC + 9
const A_VALUE = ACC + 10
const V128_LOCALS = 11

function assemble(fused: boolean): Uint8Array<ArrayBuffer> {
  const body = [2, ...unsigned(I32_LOCALS), I32, ...unsigned(V128_LOCALS), V128, ...kernel(fused), 0x0b]
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, PARAMETERS, ...Array(PARAMETERS).fill(I32), 0]),
    ...section(2, [1, 1, 0x65, 1, 0x6d, 0x02, 0x00, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text('multiply'), 0x00, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ])
}

/** for each panel { for each 4 rows { acc = bias; for k { acc += A·B }; C = relu ? max(acc, 0) : acc } } */
function kernel(fused: boolean): number[] {
  const rowPointers = [A0, A1, A2, A3]
  const accumulators = Array.from({ length: 8 }, (_, i) => ACC + i)
  const step = (offset: number) => [
    ...[...get(B_AT), ...load(offset * 32), ...set(B0)],
    ...[...get(B_AT), ...load(offset * 32 + 16), ...set(B1)],
    ...rowPointers.flatMap((row, r) => [
      ...[...get(row), ...loadSplat(offset * 4), ...set(A_VALUE)],
      ...multiplyAdd(fused, A_VALUE, B0, ACC + 2 * r),
      ...multiplyAdd(fused, A_VALUE, B1, ACC + 2 * r + 1),
    ]),
  ]
  const innerLoop = [
    ...step(0),
    ...step(1),
    ...rowPointers.flatMap(row => addTo(row, 8)),
    ...addTo(B_AT, 64),
    ...countDownAndLoop(K, 2),
  ]
  const oneTile = [
    ...[...get(A), ...get(ROW), ...get(A_STRIDE), ...MUL, ...ADD, ...set(A0)],
    ...[...get(A0), ...get(A_STRIDE), ...ADD, ...set(A1)],
    ...[...get(A1), ...get(A_STRIDE), ...ADD, ...set(A2)],
    ...[...get(A2), ...get(A_STRIDE), ...ADD, ...set(A3)],
    ...[...get(B_START), ...set(B_AT), ...get(DEPTH), ...set(K)],
    ...accumulators.flatMap((acc, i) => [...get(BIAS_AT), ...load((i % 2) * 16), ...set(acc)]),
    ...loop(innerLoop),
    ...get(RELU),
    ...ifThen(accumulators.flatMap(acc => [...get(acc), ...ZERO, ...simd(0xe9), ...set(acc)])),
    ...[
      ...get(C),
      ...get(ROW),
      ...get(C_STRIDE),
      ...MUL,
      ...ADD,
      ...get(PANEL),
      ...constant(32),
      ...MUL,
      ...ADD,
    ],
    ...set(C0),
    ...[0, 1, 2, 3].flatMap(r => [
      ...[...get(C0), ...get(ACC + 2 * r), ...store(0)],
      ...[...get(C0), ...get(ACC + 2 * r + 1), ...store(16)],
      ...[...get(C0), ...get(C_STRIDE), ...ADD, ...set(C0)],
    ]),
    ...addTo(ROW, 4),
    ...[...get(ROW), ...get(ROWS), 0x49, 0x0d, 0], // i32.lt_u, br_if
  ]
  const onePanel = [
    ...[...get(B), ...get(PANEL), ...get(DEPTH), ...constant(32), ...MUL, ...MUL, ...ADD, ...set(B_START)],
    ...[...get(BIAS), ...get(PANEL), ...constant(32), ...MUL, ...ADD, ...set(BIAS_AT)],
    ...[...constant(0), ...set(ROW)],
    ...loop(oneTile),
    ...addTo(PANEL, 1),
    ...[...get(PANEL), ...get(PANELS), 0x49, 0x0d, 0],
  ]
  return [...constant(0), ...set(PANEL), ...loop(onePanel)]
}

const ADD = [0x6a]
const MUL = [0x6c]
const ZERO = [...simd(0x0c), ...Array(16).fill(0)]

function get(local: number): number[] {
  return [0x20, ...unsigned(local)]
}

function set(local: number): number[] {
  return [0x21, ...unsigned(local)]
}

function constant(value: number): number[] {
  const bytes = []
  for (let rest = value; ; rest >>= 7) {
    const last = rest < 64
    bytes.push((rest & 0x7f) | (last ? 0 : 0x80))
    if (last) return [0x41, ...bytes]
  }
}

function addTo(local: number, value: number): number[] {
  return [...get(local), ...constant(value), ...ADD, ...set(local)]
}

function countDownAndLoop(local: number, by: number): number[] {
  return [...get(local), ...constant(by), 0x6b, 0x22, ...unsigned(local), 0x0d, 0]
}

function loop(body: number[]): number[] {
  return [0x03, 0x40, ...body, 0x0b]
}

function ifThen(body: number[]): number[] {
  return [0x04, 0x40, ...body, 0x0b]
}

function simd(opcode: number): number[] {
  return [0xfd, ...unsigned(opcode)]
}

function load(offset: number): number[] {
  return [...simd(0x00), 4, ...unsigned(offset)]
}

function loadSplat(offset: number): number[] {
  return [...simd(0x09), 2, ...unsigned(offset)]
}

function store(offset: number): number[] {
  return [...simd(0x0b), 4, ...unsigned(offset)]
}

/** acc = a * b + acc */
function multiplyAdd(fused: boolean, a: number, b: number, acc: number): number[] {
  return fused
    ? [...get(a), ...get(b), ...get(acc), ...simd(0x105), ...set(acc)]
    : [...get(a), ...get(b), ...simd(0xe6), ...get(acc), ...simd(0xe4), ...set(acc)]
}

function unsigned(value: number): number[] {
  const bytes = []
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest]
    bytes.push((rest & 0x7f) | 0x80)
  }
}

function text(value: string): number[] {
  return [value.length, ...Buffer.from(value)]
}

function section(id: number, body: number[]): number[] {
  return [id, ...unsigned(body.length), ...body]
}
