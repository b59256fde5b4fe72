import type { Store, Table } from './store.ts'

/** The table's description. Rejects with ResourceNotFoundException. */
export function findTable(store: Store, name: string): Promise<Table> {
  return new Promise((resolve, reject) => {
    store.getTable(name, (error, table) => (error ? reject(error) : resolve(table!)))
  })
}
