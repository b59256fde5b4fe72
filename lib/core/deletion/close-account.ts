import type { Caller } from '../bots/caller.ts'
import type { BotStore } from '../bots/ports.ts'
import type { Clock } from '../clock.ts'
import { DocentError } from '../errors.ts'
import { type BotRemovalDeps, removeWhatBotOwns } from './delete-bot.ts'
import type { AccountStore } from './ports.ts'

export interface AccountRemovalDeps extends BotRemovalDeps {
  accounts: Pick<AccountStore, 'finishClosing'>
  bots: BotRemovalDeps['bots'] & Pick<BotStore, 'listByOwner' | 'markDeleting'>
  clock: Clock
}

/** Longer than any sign-in of the account lives on. */
const CLOSED_FOR_MS = 2 * 24 * 60 * 60 * 1_000

/**
 * Everything the account owns. It is closed first, so that nothing is made meanwhile; what is left when this ends,
 * or is not in the list yet, is removed by the sweep.
 */
export async function closeAccount(
  deps: AccountRemovalDeps & { accounts: Pick<AccountStore, 'close'> },
  { accountId }: Caller,
): Promise<void> {
  await deps.accounts.close(accountId, new Date(deps.clock()).toISOString())
  await removeBotsOf(deps, accountId)
}

/** Safe to repeat. The account is done with once a later look finds nothing: lists run behind. */
export async function removeWhatAccountOwns(deps: AccountRemovalDeps, accountId: string): Promise<void> {
  const found = await removeBotsOf(deps, accountId)
  if (found === 0) await deps.accounts.finishClosing(accountId, deps.clock() + CLOSED_FOR_MS)
}

async function removeBotsOf(deps: AccountRemovalDeps, accountId: string): Promise<number> {
  const bots = await deps.bots.listByOwner(accountId)
  // All are shut before the first is emptied, which may take a while.
  for (const { id } of bots) await deps.bots.markDeleting(id, new Date(deps.clock()).toISOString())
  for (const { id } of bots) await removeWhatBotOwns(deps, id)
  return bots.length
}

/** Throws where the account is closed, or being closed. */
export async function assertOpen(
  accounts: Pick<AccountStore, 'isClosed'>,
  { accountId }: Caller,
): Promise<void> {
  if (await accounts.isClosed(accountId)) throw accountClosed()
}

export function accountClosed(cause?: unknown): DocentError {
  return new DocentError(
    'signed-out',
    'This account is deleted. Nothing can be made or changed in it any more.',
    'Create a new account to begin again.',
    { cause },
  )
}
