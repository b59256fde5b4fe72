import { idSchema } from '../id.ts'

/** The form of what stands in the brackets of a route's path. */
export const pathParameters = { botId: idSchema, documentId: idSchema, conversationId: idSchema }
