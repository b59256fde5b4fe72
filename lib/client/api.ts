import { createApiClient } from './api-client.ts'
import { accessToken, leaveForSignIn } from './session.ts'

/** Our API, as the owner who is signed in here. */
export const callApi = createApiClient({ accessToken, onSignedOut: leaveForSignIn })
