import { marshall as sdkMarshall, unmarshall as sdkUnmarshall } from '@aws-sdk/util-dynamodb'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { marshall, marshallMap } from './marshall.ts'
import { unmarshall, unmarshallMap } from './unmarshall.ts'

const key = fc
  .oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('S', 'N', 'toString'))
  // The document client stumbles over these.
  .filter(name => name !== 'constructor' && name !== '__proto__')
const { value } = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, min: -9e15, max: 9e15 }),
    fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.uint8Array(),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5 }),
  ),
}))
const item = fc.dictionary(key, value, { maxKeys: 8 })

/** On the wire bytes are base64. */
function onTheWire(attributes: unknown): unknown {
  return JSON.parse(
    JSON.stringify(attributes, (_, each) =>
      each instanceof Uint8Array ? Buffer.from(each).toString('base64') : each,
    ),
  )
}

it('writes any value as the document client does', () => {
  fc.assert(
    fc.property(item, plain => {
      const theirs = sdkMarshall(plain, { removeUndefinedValues: true })
      expect(onTheWire(marshallMap(plain))).toEqual(onTheWire(theirs))
    }),
    { numRuns: 2_000 },
  )
})

it('reads any value as the document client does', () => {
  fc.assert(
    fc.property(item, plain => {
      const attributes = sdkMarshall(plain, { removeUndefinedValues: true })
      expect(unmarshallMap(onTheWire(attributes) as never)).toEqual(sdkUnmarshall(attributes))
    }),
    { numRuns: 2_000 },
  )
})

describe('numbers', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 53, -(2 ** 53), 1e300])(
    'refuses %s, as the document client does',
    number => {
      expect(() => sdkMarshall({ number })).toThrow()
      expect(() => marshall(number)).toThrow(RangeError)
    },
  )

  it.each(['9007199254740993', '-9007199254740993', '123456789012345678901234567890', '0.1', '1e-7', '-0'])(
    'reads %s as the document client does',
    N => expect(unmarshall({ N })).toBe(sdkUnmarshall({ n: { N } }).n),
  )

  it('refuses one that is neither exact nor whole', () => {
    expect(() => sdkUnmarshall({ n: { N: '9007199254740993.5' } })).toThrow()
    expect(() => unmarshall({ N: '9007199254740993.5' })).toThrow()
  })
})

it.each([
  ['a date', new Date(0)],
  ['a map', new Map()],
  ['a set', new Set(['a'])],
  ['a function', () => 1],
  ['a symbol', Symbol('a')],
])('refuses %s, wherever it is', (_, odd) => {
  expect(() => marshallMap({ list: [{ odd }] })).toThrow(TypeError)
})

it('reads sets, and refuses what it does not know', () => {
  const sets = { SS: ['a', 'b'], NS: ['1', '2'], BS: ['AQI='] }
  expect(unmarshall({ SS: sets.SS })).toEqual(new Set(['a', 'b']))
  expect(unmarshall({ NS: sets.NS })).toEqual(new Set([1, 2]))
  expect(unmarshall({ BS: sets.BS })).toEqual(new Set([new Uint8Array([1, 2])]))
  expect(() => unmarshall({ X: 1 })).toThrow('no type X')
  expect(() => unmarshall({})).toThrow('without a type')
})

it('takes a name for a name, and bytes for bytes of their own', () => {
  const odd = JSON.parse('{"__proto__":{"admin":true}}')
  const back = unmarshallMap(JSON.parse(JSON.stringify(marshallMap(odd))))
  expect(Object.keys(back)).toEqual(['__proto__'])
  expect((back as { admin?: boolean }).admin).toBeUndefined()
  const bytes = unmarshall(marshall(new Uint8Array([1, 2, 3, 4]))) as Uint8Array
  expect(bytes.slice().buffer.byteLength).toBe(4)
})
