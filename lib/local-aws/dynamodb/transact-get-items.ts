import getItem from 'dynalite/actions/getItem.js'
import getItemFields from 'dynalite/validations/getItem.js'
import { z } from 'zod'
import { parseFields } from './fields.ts'
import type { Handler } from './handler.ts'
import { checkFields, runAction } from './run-action.ts'

/** Up to 100 reads of one moment: no write happens between the first and the last. */
export const transactGetItems: Handler = ({ store }, fields) => {
  const { TransactItems } = parseFields(shape, fields)
  const reads = TransactItems.map(({ Get }) => checkFields(store, operation, { ...Get }))
  return store.exclusively(async () => ({
    Responses: await Promise.all(
      reads.map(async data => ({
        Item: ((await runAction(store, operation, data)) as { Item?: object }).Item,
      })),
    ),
  }))
}

/** AWS's limit. */
const MAX_READS = 100

const operation = { action: getItem, validation: getItemFields }

const shape = z.object({
  TransactItems: z
    .array(z.object({ Get: z.record(z.string(), z.unknown()) }))
    .min(1)
    .max(MAX_READS, { error: `Member must have length less than or equal to ${MAX_READS}` }),
})
