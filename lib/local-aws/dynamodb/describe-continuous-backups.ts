import { z } from 'zod'
import { parseFields } from './fields.ts'
import { findRecoverable } from './find-recoverable.ts'
import type { Handler } from './handler.ts'
import { earliest } from './recovery-log.ts'
import type { OpenStore } from './store.ts'

export const describeContinuousBackups: Handler = async ({ store, now }, fields) => {
  const { TableName } = parseFields(shape, fields)
  await findRecoverable(store, TableName)
  return recoveryDescription(store, TableName, now())
}

const shape = z.object({ TableName: z.string().min(3).max(255) })

/** Times in seconds. On AWS the latest runs about five minutes behind; here every write is there at once. */
export function recoveryDescription(store: OpenStore, table: string, now: Date) {
  const recovery = store.recoveries.get(table)
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: recovery
        ? {
            PointInTimeRecoveryStatus: 'ENABLED',
            RecoveryPeriodInDays: 35,
            EarliestRestorableDateTime: earliest(recovery, now) / 1_000,
            LatestRestorableDateTime: now.getTime() / 1_000,
          }
        : { PointInTimeRecoveryStatus: 'DISABLED' },
    },
  }
}
