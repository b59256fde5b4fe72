import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { EncodedTexts } from './encoded-texts.ts'

const folder = mkdtempSync(join(tmpdir(), 'docent-encoded-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const vector = (seed: number) => Float32Array.of(seed, seed + 0.5, -seed)

describe('vectors kept by their texts', () => {
  const path = join(folder, 'kept.bin')

  it('are found again by another run, in whatever order', () => {
    const first = new EncodedTexts(path, 3)
    expect(first.has('whale')).toBe(false)
    first.add([
      { text: 'whale', vector: vector(1) },
      { text: 'museum', vector: vector(2) },
    ])
    first.add([{ text: 'ticket', vector: vector(3) }])
    expect([...first.vectorsOf(['ticket', 'museum'])]).toEqual([vector(3), vector(2)])
    const second = new EncodedTexts(path, 3)
    expect(['whale', 'museum', 'ticket', 'garden'].map(text => second.has(text))).toEqual([
      true,
      true,
      true,
      false,
    ])
    expect([...second.vectorsOf(['ticket', 'whale', 'museum'])]).toEqual([vector(3), vector(1), vector(2)])
    expect(() => [...second.vectorsOf(['garden'])]).toThrow('garden')
  })

  it('go on behind a record that was broken off', () => {
    appendFileSync(path, 'half a record')
    const kept = new EncodedTexts(path, 3)
    kept.add([{ text: 'garden', vector: vector(4) }])
    expect([...new EncodedTexts(path, 3).vectorsOf(['garden', 'ticket'])]).toEqual([vector(4), vector(3)])
  })
})
