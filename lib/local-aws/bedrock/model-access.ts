import { z } from 'zod'
import { BedrockError } from './bedrock-error.ts'
import { foundationModelOf } from './model-ids.ts'

/** What an account may do with a model; all is open unless a test says otherwise. */
export const ModelAccess = z.strictObject({
  /** A foundation model's id, as availability is asked for. */
  model: z.string().min(1),
  authorization: z.enum(['AUTHORIZED', 'NOT_AUTHORIZED']).default('AUTHORIZED'),
  entitlement: z.enum(['AVAILABLE', 'NOT_AVAILABLE']).default('AVAILABLE'),
  agreement: z.enum(['AVAILABLE', 'PENDING', 'NOT_AVAILABLE', 'ERROR']).default('AVAILABLE'),
  region: z.enum(['AVAILABLE', 'NOT_AVAILABLE']).default('AVAILABLE'),
  /** Who asks may not ask the catalogue. */
  hidden: z.boolean().default(false),
})
export type ModelAccess = z.infer<typeof ModelAccess>

export interface AccessBook {
  set(access: ModelAccess): void
  clear(): void
  of(model: string): ModelAccess
  /** Throws as the runtime does where the account has no access to the model behind this id. */
  check(id: string): void
}

export function createAccessBook(): AccessBook {
  const book = new Map<string, ModelAccess>()
  const of = (model: string) => book.get(model) ?? ModelAccess.parse({ model })
  return {
    set: access => book.set(access.model, access),
    clear: () => book.clear(),
    of,
    check(id) {
      const { authorization, entitlement, agreement, region } = of(foundationModelOf(id))
      if (region !== 'AVAILABLE') {
        throw new BedrockError('ValidationException', 'The provided model identifier is invalid.')
      }
      if (authorization === 'AUTHORIZED' && entitlement === 'AVAILABLE' && agreement === 'AVAILABLE') return
      throw new BedrockError(
        'AccessDeniedException',
        "You don't have access to the model with the specified model ID.",
      )
    },
  }
}
