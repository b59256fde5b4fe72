import { z } from 'zod'
import { parseFields } from './fields.ts'
import { findTable } from './find-table.ts'
import type { Handler } from './handler.ts'
import { readTimeToLive } from './time-to-live.ts'

export const describeTimeToLive: Handler = async ({ store }, fields) => {
  const { TableName } = parseFields(shape, fields)
  await findTable(store, TableName)
  const attribute = await readTimeToLive(store, TableName)
  return {
    TimeToLiveDescription: attribute
      ? { TimeToLiveStatus: 'ENABLED', AttributeName: attribute }
      : { TimeToLiveStatus: 'DISABLED' },
  }
}

const shape = z.object({ TableName: z.string().min(3).max(255) })
