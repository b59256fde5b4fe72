import { z } from 'zod'
import { recoveryDescription } from './describe-continuous-backups.ts'
import { parseFields } from './fields.ts'
import { findRecoverable } from './find-recoverable.ts'
import type { Handler } from './handler.ts'
import { endRecovery, startRecovery } from './recovery-log.ts'

/** Switches point-in-time recovery of a table on or off. Asking for what already is so changes nothing. */
export const updateContinuousBackups: Handler = ({ store, now }, fields) => {
  const { TableName, PointInTimeRecoverySpecification } = parseFields(shape, fields)
  const { PointInTimeRecoveryEnabled: wanted } = PointInTimeRecoverySpecification
  return store.exclusively(async () => {
    await findRecoverable(store, TableName)
    const isOn = store.recoveries.has(TableName)
    if (wanted && !isOn) await startRecovery(store, TableName, now())
    if (!wanted && isOn) await endRecovery(store, TableName)
    return recoveryDescription(store, TableName, now())
  })
}

/** Days cannot be chosen here: all 35 are kept. */
const shape = z.object({
  TableName: z.string().min(3).max(255),
  PointInTimeRecoverySpecification: z.strictObject({
    PointInTimeRecoveryEnabled: z.boolean(),
    RecoveryPeriodInDays: z.literal(35).optional(),
  }),
})
