import { findTable } from './find-table.ts'
import { isRefusal, refusalName, refuse } from './refusal.ts'
import type { OpenStore, Table } from './store.ts'

/** The operations of backups have a name of their own for a table that is not there. */
export async function findRecoverable(store: OpenStore, name: string): Promise<Table> {
  try {
    return await findTable(store, name)
  } catch (error) {
    if (!isRefusal(error) || refusalName(error) !== 'ResourceNotFoundException') throw error
    throw refuse('TableNotFoundException', `Table not found: ${name}`, {}, { cause: error })
  }
}
