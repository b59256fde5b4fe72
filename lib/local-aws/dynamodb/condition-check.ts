import dynalite from 'dynalite/db/index.js'
import type { Action, Item } from './store.ts'

/** The part of a transaction that writes nothing and only insists, in the form of a dynalite action. */
export const conditionCheck: Action = (store, data, done) => {
  const tableName = data.TableName as string
  store.getTable(tableName, (error, table) => {
    if (error) return done(error)
    const key = data.Key as Item
    const misfit = dynalite.validateKey(key, table!)
    if (misfit) return done(misfit)
    store.getItemDb(tableName).get(dynalite.createKey(key, table!), (readError, item) => {
      if (readError) return done(readError)
      done(dynalite.checkConditional(data, item as Item | undefined) ?? null, {})
    })
  })
}
