import deleteTableAction from 'dynalite/actions/deleteTable.js'
import deleteTableFields from 'dynalite/validations/deleteTable.js'
import type { Handler } from './handler.ts'
import { endRecovery } from './recovery-log.ts'
import { checkFields, runAction } from './run-action.ts'
import { forgetTimeToLive } from './time-to-live.ts'

/** Deletes the table with everything in it, its indexes, its tags and its expiry setting. */
export const deleteTable: Handler = ({ store }, fields) => {
  const data = checkFields(store, operation, fields)
  return store.exclusively(async () => {
    const answer = await runAction(store, operation, data)
    await forgetTimeToLive(store, data.TableName as string)
    await endRecovery(store, data.TableName as string)
    return answer
  })
}

const operation = { action: deleteTableAction, validation: deleteTableFields }
