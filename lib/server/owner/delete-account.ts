import { closeAccount } from '#lib/core/deletion/close-account.ts'
import { nothing, ownerRoute } from '../route.ts'

/** Everything the owner has; the sign-in itself is deleted by its holder, at the user pool. */
export const deleteAccount = ownerRoute(
  async (caller, _request, _params, deps) => {
    await closeAccount(deps, caller)
    return nothing()
  },
  { whenClosed: true },
)
