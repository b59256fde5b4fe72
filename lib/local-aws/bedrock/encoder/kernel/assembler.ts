/**
 * Just enough of a WebAssembly assembler to write the encoder's loops as TypeScript: locals have names, loops
 * unroll by `flatMap`, and nothing is compiled or shipped. Every function here gives instruction bytes; an
 * argument is the code that leaves a value on the stack, and a local is its own `local.get`.
 * Source: WebAssembly core specification, 5 "Binary format"; opcodes of the SIMD and relaxed SIMD proposals.
 */
export type Code = readonly (number | Code)[]
export type Local = readonly [typeof LOCAL_GET, number]
type Type = 'i32' | 'f32' | 'v128'

/** Hands out a function's parameters (first) and locals. */
export interface Scope {
  parameters<Name extends string>(type: Type, ...names: Name[]): Record<Name, Local>
  locals<Name extends string>(type: Type, ...names: Name[]): Record<Name, Local>
  array(type: Type, length: number): Local[]
  /** a · b + c in four lanes: rounded once where the engine has relaxed SIMD, else twice. */
  multiplyAdd(a: Code, b: Code, c: Code): Code
}

export type DefineFunction = (scope: Scope) => Code

/** A module that imports its memory as `e.m` and exports each function by its key. */
export function assemble(functions: Record<string, DefineFunction>, fused: boolean): Uint8Array<ArrayBuffer> {
  const built = Object.values(functions).map(define => build(define, fused))
  const names = Object.keys(functions)
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [built.length, ...built.flatMap(({ signature }) => signature)]),
    ...section(2, [1, 1, 0x65, 1, 0x6d, 0x02, 0x00, 1]),
    ...section(3, [built.length, ...built.keys()]),
    ...section(7, [names.length, ...names.flatMap((name, i) => [...text(name), 0x00, i])]),
    ...section(10, [built.length, ...built.flatMap(({ code }) => [...unsigned(code.length), ...code])]),
  ])
}

export function set(local: Local, value: Code): Code {
  return [value, 0x21, local[1]]
}

export function constant(value: number): Code {
  const bytes = []
  for (let rest = value; ; rest >>= 7) {
    const last = rest < 64
    bytes.push((rest & 0x7f) | (last ? 0 : 0x80))
    if (last) return [0x41, bytes]
  }
}

export const add = (a: Code, b: Code): Code => [a, b, 0x6a]
export const subtract = (a: Code, b: Code): Code => [a, b, 0x6b]
export const times = (a: Code, b: Code): Code => [a, b, 0x6c]
export const divide = (a: Code, b: Code): Code => [a, b, 0x6e]
export const shiftLeft = (a: Code, bits: number): Code => [a, constant(bits), 0x74]
export const equals = (a: Code, b: Code): Code => [a, b, 0x46]
export const differs = (a: Code, b: Code): Code => [a, b, 0x47]
export const lessThan = (a: Code, b: Code): Code => [a, b, 0x49]

export const advance = (local: Local, by: Code): Code => set(local, add(local, by))

/** Runs at least once, and again while the condition is not 0. */
export function repeat(body: Code, condition: Code): Code {
  return [0x03, 0x40, body, condition, 0x0d, 0, 0x0b]
}

export function when(condition: Code, body: Code): Code {
  return [condition, 0x04, 0x40, body, 0x0b]
}

/** for (local = 0; local < limit; local += step), where the limit is above 0. */
export function forEach(local: Local, limit: Code, step: number, body: Code): Code {
  return [set(local, constant(0)), repeat([body, advance(local, constant(step))], lessThan(local, limit))]
}

export const i32Load = (address: Code, offset = 0): Code => [address, 0x28, 2, unsigned(offset)]
export const i32Store = (address: Code, value: Code, offset = 0): Code => [
  ...[address, value, 0x36, 2, unsigned(offset)],
]
export const f32Load = (address: Code, offset = 0): Code => [address, 0x2a, 2, unsigned(offset)]
export const f32Store = (address: Code, value: Code, offset = 0): Code => [
  ...[address, value, 0x38, 2, unsigned(offset)],
]
export const f32 = {
  constant: (value: number): Code => [0x43, ...new Uint8Array(new Float32Array([value]).buffer)],
  sqrt: (a: Code): Code => [a, 0x91],
  add: (a: Code, b: Code): Code => [a, b, 0x92],
  multiply: (a: Code, b: Code): Code => [a, b, 0x94],
  divide: (a: Code, b: Code): Code => [a, b, 0x95],
  max: (a: Code, b: Code): Code => [a, b, 0x97],
  fromInteger: (a: Code): Code => [a, 0xb3],
}

export const load = (address: Code, offset = 0): Code => [address, simd(0x00), 4, unsigned(offset)]
export const loadSplat = (address: Code, offset = 0): Code => [address, simd(0x09), 2, unsigned(offset)]
export const store = (address: Code, value: Code, offset = 0): Code => [
  ...[address, value, simd(0x0b), 4, unsigned(offset)],
]
/** Reads a cache line in good time; what it holds is dropped. */
export const touch = (address: Code, offset = 0): Code => [i32Load(address, offset), 0x1a]
export const and = (a: Code, b: Code): Code => [a, b, simd(0x4e)]
export const f32x4 = {
  constant: (value: number): Code => {
    const bytes = new Uint8Array(new Float32Array(4).fill(value).buffer)
    return [simd(0x0c), ...bytes]
  },
  splat: (a: Code): Code => [a, simd(0x13)],
  lane: (a: Code, lane: number): Code => [a, simd(0x1f), lane],
  notLess: (a: Code, b: Code): Code => [a, b, simd(0x46)],
  add: (a: Code, b: Code): Code => [a, b, simd(0xe4)],
  subtract: (a: Code, b: Code): Code => [a, b, simd(0xe5)],
  multiply: (a: Code, b: Code): Code => [a, b, simd(0xe6)],
  /** `pmax`: one machine instruction, because it promises nothing for NaN. */
  max: (a: Code, b: Code): Code => [a, b, simd(0xeb)],
}
export const i32x4 = {
  shiftLeft: (a: Code, bits: number): Code => [a, constant(bits), simd(0xab)],
  add: (a: Code, b: Code): Code => [a, b, simd(0xae)],
}

/** One value of four lanes. */
export function across(vector: Local, combine: (a: Code, b: Code) => Code): Code {
  const lane = (index: number) => f32x4.lane(vector, index)
  return combine(combine(lane(0), lane(1)), combine(lane(2), lane(3)))
}

const LOCAL_GET = 0x20
const TYPES = { i32: 0x7f, f32: 0x7d, v128: 0x7b }
/** So that a local's number is one byte. */
const MOST_LOCALS = 128

function build(define: DefineFunction, fused: boolean): { signature: number[]; code: number[] } {
  const types: number[] = []
  let parameters = 0
  const next = (type: Type): Local => {
    if (types.push(TYPES[type]) > MOST_LOCALS) throw new Error(`More than ${MOST_LOCALS} locals.`)
    return [LOCAL_GET, types.length - 1]
  }
  const named = <Name extends string>(type: Type, names: Name[]) =>
    Object.fromEntries(names.map(name => [name, next(type)])) as Record<Name, Local>
  const code = define({
    parameters(type, ...names) {
      const given = named(type, names)
      parameters = types.length
      return given
    },
    locals: (type, ...names) => named(type, names),
    array: (type, length) => Array.from({ length }, () => next(type)),
    multiplyAdd: (a, b, c) => (fused ? [a, b, c, simd(0x105)] : [a, b, simd(0xe6), c, simd(0xe4)]),
  })
  const own = types.slice(parameters)
  return {
    signature: [0x60, parameters, ...types.slice(0, parameters), 0],
    code: [own.length, ...own.flatMap(type => [1, type]), ...flat(code), 0x0b],
  }
}

function flat(code: Code): number[] {
  return (code as unknown[]).flat(Number.POSITIVE_INFINITY) as number[]
}

function simd(opcode: number): Code {
  return [0xfd, unsigned(opcode)]
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
