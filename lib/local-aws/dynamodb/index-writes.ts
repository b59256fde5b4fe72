import { type Index, type Item, indexKey, indexPrefix, type Table, type Write } from './store.ts'

/**
 * The rows of a table's indexes that change when an item goes from `before` to `after`; undefined is no item.
 * An item without all key attributes of an index is not in it (a sparse index).
 */
export function indexWrites(table: Table, before: Item | undefined, after: Item | undefined): Write[] {
  const writes: Write[] = []
  for (const index of [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])]) {
    const prefix = indexPrefix(table.TableName, index.IndexName)
    const oldKey = isIn(index, before) ? indexKey(before, table, index.KeySchema) : undefined
    const newKey = isIn(index, after) ? indexKey(after, table, index.KeySchema) : undefined
    if (oldKey !== undefined && oldKey !== newKey) writes.push({ type: 'del', key: prefix + oldKey })
    if (newKey !== undefined) {
      writes.push({ type: 'put', key: prefix + newKey, value: projected(table, index, after!) })
    }
  }
  return writes
}

function isIn(index: Index, item: Item | undefined): item is Item {
  return item !== undefined && index.KeySchema.every(part => item[part.AttributeName] != null)
}

function projected(table: Table, index: Index, item: Item): Item {
  if (index.Projection.ProjectionType === 'ALL') return item
  const names = [
    ...index.KeySchema.map(part => part.AttributeName),
    ...table.KeySchema.map(part => part.AttributeName),
    ...(index.Projection.NonKeyAttributes ?? []),
  ]
  return Object.fromEntries(names.filter(name => item[name] != null).map(name => [name, item[name]!]))
}
