import { expect, test } from 'vitest'
import { itemBytes } from './item-size.ts'

test.each([
  [{ pk: { S: 'abc' } }, 2 + 3],
  [{ pk: { S: '館' } }, 2 + 3],
  [{ ü: { S: '' } }, 2],
  [{ b: { B: Buffer.alloc(4096).toString('base64') } }, 1 + 4096],
  [{ n: { N: '0' } }, 1 + 1],
  [{ n: { N: '-1234' } }, 1 + 4],
  [{ n: { N: '1200000' } }, 1 + 2],
  [{ y: { BOOL: true }, z: { NULL: true } }, 2 + 2],
  [{ s: { SS: ['a', 'bc'] } }, 1 + 3],
  [{ s: { NS: ['1', '22'] } }, 1 + 4],
  [{ s: { BS: ['AAAA', 'AA=='] } }, 1 + 4],
  [{ l: { L: [{ S: 'ab' }, { NULL: true }] } }, 1 + 3 + 3 + 2],
  [{ m: { M: { k: { S: 'v' } } } }, 1 + 3 + 1 + 2],
])('%j counts %i bytes', (item, bytes) => {
  expect(itemBytes(item)).toBe(bytes)
})
