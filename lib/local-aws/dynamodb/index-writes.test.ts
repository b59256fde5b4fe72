import fc from 'fast-check'
import { expect, test } from 'vitest'
import { indexWrites } from './index-writes.ts'
import { type Index, type Item, indexKey, indexPrefix, type Table } from './store.ts'

const index: Index = {
  IndexName: 'byOwner',
  KeySchema: [{ AttributeName: 'owner' }, { AttributeName: 'rank' }],
  Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['name'] },
}
const table = {
  TableName: 'bots',
  KeySchema: [{ AttributeName: 'pk' }],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'owner', AttributeType: 'S' },
    { AttributeName: 'rank', AttributeType: 'N' },
  ],
  GlobalSecondaryIndexes: [index],
} as unknown as Table

test('any sequence of writes leaves the index that building it anew from the items would give', () => {
  const few = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
  const write = fc.record({
    pk: fc.constantFrom('a', 'b', 'c'),
    gone: fc.boolean(),
    owner: few('ann', 'bob'),
    rank: few('1', '-2', '1.50'),
    name: few('x', 'y'),
  })
  fc.assert(
    fc.property(fc.array(write, { maxLength: 20 }), writes => {
      const items = new Map<string, Item>()
      const rows = new Map<string, unknown>()
      for (const { pk, gone, owner, rank, name } of writes) {
        const after: Item | undefined = gone
          ? undefined
          : {
              pk: { S: pk },
              other: { S: 'not in the index' },
              ...(owner && { owner: { S: owner } }),
              ...(rank && { rank: { N: rank } }),
              ...(name && { name: { S: name } }),
            }
        for (const row of indexWrites(table, items.get(pk), after)) {
          if (row.type === 'put') rows.set(row.key, row.value)
          else rows.delete(row.key)
        }
        if (after) items.set(pk, after)
        else items.delete(pk)
      }
      expect(Object.fromEntries(rows)).toEqual(built([...items.values()]))
    }),
  )
})

/** The slow obvious twin: every item looked at, every row built. */
function built(items: Item[]): Record<string, unknown> {
  const rows: Record<string, unknown> = {}
  for (const item of items) {
    if (!item.owner || !item.rank) continue
    const { pk, owner, rank, name } = item
    rows[indexPrefix('bots', 'byOwner') + indexKey(item, table, index.KeySchema)] = {
      pk,
      owner,
      rank,
      ...(name && { name }),
    }
  }
  return rows
}
