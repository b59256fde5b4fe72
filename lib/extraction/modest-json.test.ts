import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cpuGrowth } from '../core/testing/cpu-growth.ts'
import { isModestJson, type JsonLimits } from './modest-json.ts'

const MANY: JsonLimits = { values: 1e9, objects: 1e9, members: 1e9, depth: 1e9 }

/** What a value needs, found by walking through it. */
function needed(value: unknown): JsonLimits {
  if (typeof value !== 'object' || value === null) return { values: 0, objects: 0, members: 0, depth: 0 }
  const inside = Object.values(value)
  const own = Array.isArray(value) ? 0 : 1
  const all = inside.map(needed)
  const sum = (of: keyof JsonLimits) => all.reduce((total, one) => total + one[of], 0)
  const most = (of: keyof JsonLimits) => Math.max(0, ...all.map(one => one[of]))
  return {
    values: 1 + Math.max(0, inside.length - 1) + sum('values'),
    objects: own + sum('objects'),
    members: Math.max(own * inside.length, most('members')),
    depth: 1 + most('depth'),
  }
}

test('what a value needs is just allowed, and one less of anything is not, whatever its strings hold', () => {
  const word = fc.oneof(fc.constantFrom('"', '\\', '\\"', '{[,', '\\\\",{', 'ü😀'), fc.string())
  const { value } = fc.letrec(tie => ({
    value: fc.oneof(
      { maxDepth: 4 },
      word,
      fc.integer(),
      fc.array(tie('value'), { maxLength: 5 }),
      fc.dictionary(word, tie('value'), { maxKeys: 5 }),
    ),
  }))
  fc.assert(
    fc.property(value, value => {
      const json = Buffer.from(JSON.stringify(value))
      const just = needed(value)
      const modest = isModestJson(json, { ...just, members: Math.max(1, just.members) })
      expect(modest).toBe(true)
      for (const limit of ['values', 'objects', 'depth', 'members'] as const) {
        const least = limit === 'members' ? 1 : 0
        if (just[limit] > least) expect(isModestJson(json, { ...MANY, [limit]: just[limit] - 1 })).toBe(false)
      }
    }),
    { numRuns: 500 },
  )
})

test.each(['{', '[],', '"', '\\', '"\\\\",', '\\"', 'x'])('takes time in proportion to %j', piece => {
  const textOf = (size: number) => Buffer.from(`"${piece.repeat(size / piece.length)}`)
  const bare = (size: number) => Buffer.from(piece.repeat(size / piece.length))
  for (const json of [textOf, bare])
    expect(cpuGrowth(bytes => isModestJson(bytes, MANY), json, 400_000)).toBeLessThan(8)
})
