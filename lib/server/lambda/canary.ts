import type { Context } from 'aws-lambda'
import { canaryPageHere } from '#lib/aws/settings.ts'
import { askAsVisitor } from '../ask-as-visitor.ts'
import { logError, logInfo } from '../log.ts'
import { withRequestId } from '../request-id.ts'
import { LIMIT_MS } from './canary-limit.ts'

// While loading: a bad setting stops the function.
const page = canaryPageHere()

/** On a schedule: asks a guide by the way that visitors come. Ends with an error where no answer came. */
export function handler(_event: unknown, { awsRequestId }: Pick<Context, 'awsRequestId'>): Promise<void> {
  return withRequestId(awsRequestId, async () => {
    const began = Date.now()
    try {
      const { length: characters } = await askAsVisitor(page, LIMIT_MS)
      logInfo('canary', { characters, milliseconds: Date.now() - began })
    } catch (error) {
      logError('canary', error)
      throw error
    }
  })
}
