import { z } from 'zod'
import { parseFields } from './fields.ts'
import { findTable } from './find-table.ts'
import type { Handler } from './handler.ts'
import { invalid } from './refusal.ts'
import { forgetTimeToLive, readTimeToLive, writeTimeToLive } from './time-to-live.ts'

/** Switches the expiry of a table's items on or off. Asking for what already is so is refused, as on AWS. */
export const updateTimeToLive: Handler = ({ store }, fields) => {
  const { TableName, TimeToLiveSpecification } = parseFields(shape, fields)
  const { Enabled, AttributeName } = TimeToLiveSpecification
  return store.exclusively(async () => {
    await findTable(store, TableName)
    const current = await readTimeToLive(store, TableName)
    if (Enabled && current !== undefined) throw invalid('TimeToLive is already enabled')
    if (!Enabled && current === undefined) throw invalid('TimeToLive is already disabled')
    if (!Enabled && current !== AttributeName) {
      throw invalid(`TimeToLive is active on a different AttributeName: current AttributeName is ${current}`)
    }
    if (Enabled) await writeTimeToLive(store, TableName, AttributeName)
    else await forgetTimeToLive(store, TableName)
    return { TimeToLiveSpecification }
  })
}

const shape = z.object({
  TableName: z.string().min(3).max(255),
  TimeToLiveSpecification: z.object({ Enabled: z.boolean(), AttributeName: z.string().min(1).max(255) }),
})
