import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Arena, ArenaFullError, PAGE_BYTES, type Section } from './arena.ts'
import { openKernel, openPlainKernel } from './open-kernel.ts'

const MEGABYTE = 1_048_576

describe('the arena', () => {
  it('never lets two sections overlap nor loses what is in one, whatever is allocated and freed', () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ take: fc.integer({ min: 0, max: 2 * PAGE_BYTES }) }) },
      { weight: 2, arbitrary: fc.record({ give: fc.nat() }) },
      { weight: 1, arbitrary: fc.record({ scratch: fc.integer({ min: 1, max: PAGE_BYTES }) }) },
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (steps, pages) => {
        const arena = new Arena(new WebAssembly.Memory({ initial: 1, maximum: 16 }), pages * PAGE_BYTES)
        const held: { section: Section; mark: number }[] = []
        for (const [at, step] of steps.entries()) {
          if ('give' in step) {
            const [given] = held.splice(step.give % Math.max(1, held.length), 1)
            if (given) arena.free(given.section)
          } else if ('take' in step) {
            const section = allocated(() => arena.allocate(step.take))
            if (!section) {
              // Refused only where there is no room, wherever it lies.
              expect(arena.usedBytes + step.take).toBeGreaterThan(pages * PAGE_BYTES - 64)
              continue
            }
            arena.view(section).fill(at)
            held.push({ section, mark: at })
          } else {
            const address = allocated(() => arena.scratch(step.scratch))
            if (address !== null) new Uint8Array(arena.buffer, address, step.scratch).fill(0xff)
          }
          checkAll(arena, held)
        }
      }),
    )
  })

  it('gives the room of freed neighbours to a section as large as both', () => {
    const { arena } = openPlainKernel()
    const [first, second] = [arena.allocate(MEGABYTE), arena.allocate(MEGABYTE)]
    arena.allocate(MEGABYTE)
    const before = arena.bytes
    const { address } = first
    arena.free(first)
    arena.free(second)
    expect(arena.allocate(2 * MEGABYTE).address).toBe(address)
    expect(arena.bytes).toBe(before)
  })

  it('moves sections together instead of growing where much of it lies in gaps', () => {
    const { arena } = openKernel()
    const sections = Array.from({ length: 16 }, () => arena.allocate(4 * MEGABYTE))
    const before = arena.bytes
    for (const [at, section] of sections.entries()) {
      if (at % 2) arena.view(section).fill(at)
      else arena.free(section)
    }
    const large = arena.allocate(30 * MEGABYTE)
    expect(arena.bytes).toBe(before)
    arena.view(large).fill(0xff)
    for (let at = 1; at < 16; at += 2) {
      expect(isAll(arena.view(sections[at]!), at)).toBe(true)
    }
  })

  it('holds gigabytes, and reads back what lies beyond the second one', () => {
    const { arena } = openKernel()
    arena.allocate(2_200 * MEGABYTE)
    const section = arena.allocate(100)
    expect(section.address).toBeGreaterThan(2 ** 31)
    arena.view(section).fill(7)
    expect(isAll(arena.view(section), 7)).toBe(true)
  })

  it('says so where 4 GB are not enough, and goes on with what is there', () => {
    const { arena } = openKernel()
    const section = arena.allocate(10)
    expect(() => arena.allocate(2 ** 32)).toThrow(ArenaFullError)
    expect(() => arena.allocate(2 ** 32)).toThrow('one process can hold')
    arena.view(section).fill(1)
    expect(arena.allocate(10).address).not.toBe(section.address)
  })

  it('says so where the machine has no memory to give', () => {
    const arena = new Arena(new WebAssembly.Memory({ initial: 1, maximum: 2 }))
    expect(() => arena.allocate(10 * PAGE_BYTES)).toThrow('There is no memory for')
  })

  it('refuses what is no size, a section freed twice, and a view beyond the end', () => {
    const { arena } = openPlainKernel()
    expect(() => arena.allocate(-1)).toThrow(RangeError)
    expect(() => arena.allocate(Number.NaN)).toThrow(RangeError)
    const section = arena.allocate(10)
    expect(() => arena.view(section, 8, 3)).toThrow(RangeError)
    arena.free(section)
    expect(() => arena.free(section)).toThrow('no longer')
  })
})

function allocated<Result>(take: () => Result): Result | null {
  try {
    return take()
  } catch (error) {
    if (error instanceof ArenaFullError) return null
    throw error
  }
}

function isAll(bytes: Uint8Array, mark: number): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== mark) return false
  return true
}

function checkAll(arena: Arena, held: { section: Section; mark: number }[]): void {
  let end = 0
  for (const { section, mark } of held.toSorted((a, b) => a.section.address - b.section.address)) {
    expect(section.address % 64).toBe(0)
    expect(section.address).toBeGreaterThanOrEqual(end)
    end = section.address + section.bytes
    expect(end).toBeLessThanOrEqual(arena.bytes)
    expect(isAll(arena.view(section), mark)).toBe(true)
  }
}
