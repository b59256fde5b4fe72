/** Which accounts are closed: nothing is created or published in their name any more. */
export interface AccountStore {
  /** From here on the account is closed and `listClosing` finds it. Closing it again changes nothing. */
  close(accountId: string, now: string): Promise<void>
  isClosed(accountId: string): Promise<boolean>
  /** Ids of accounts that were closed before `before` and still own something, as far as is known. */
  listClosing(before: string, limit: number): Promise<string[]>
  /** Nothing is left. It stays closed until `keepUntil`, in milliseconds since 1970: sign-ins live on for hours. */
  finishClosing(accountId: string, keepUntil: number): Promise<void>
}
