import { z } from 'zod'
import { callApi } from './api.ts'

/** Deletes every guide, document and conversation of the account; the sign-in itself is Cognito's. */
export function deleteAccountData(): Promise<void> {
  return callApi(z.undefined(), '/api/account', { method: 'DELETE' })
}
