import { routes } from '../core/contract/routes.ts'
import { callApi } from './api.ts'

/** Deletes every guide, document and conversation of the account; the sign-in itself is Cognito's. */
export async function deleteAccountData(): Promise<void> {
  await callApi(routes.deleteAccount, {})
}
