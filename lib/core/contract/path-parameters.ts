import { z } from 'zod'
import { idSchema } from '../id.ts'

/** The form of what stands in the brackets of a route's path. */
export const pathParameters = {
  botId: idSchema,
  documentId: idSchema,
  conversationId: idSchema,
  piece: z.string().regex(/^\d{1,4}$/),
}
