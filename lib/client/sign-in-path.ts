/** Where people land who signed in without having wanted anything in particular. */
const HOME = '/bots'

/** The sign-in page as somebody sees it who has no account yet. */
export const SIGN_UP_PATH = '/sign-in?new'

/** The start page as somebody sees it whose account is gone. */
export const AFTER_DELETION_PATH = '/?account=deleted'

/** Whether the page was opened to create an account; `query` as in `SIGN_UP_PATH`. */
export function wantsAccount(query: { has(name: string): boolean }): boolean {
  return query.has('new')
}

/** Whether Google brought somebody back whom the user pool's trigger refused. */
export function wasNotInvited(query: { get(name: string): string | null }): boolean {
  return query.get('error_description')?.startsWith('PreSignUp failed') ?? false
}

/** `/sign-in?next=%2Fbots%2Fbot_1%2Ftry` */
export function signInPath(next: string): string {
  return `/sign-in?${new URLSearchParams({ next })}`
}

/**
 * Where to go after signing in: the path in `next`, if it stays on this site. Anything else (another
 * origin, `//host`, `/\host`, a scheme, the sign-in page itself) becomes the list of guides.
 */
export function safeNext(next: string | null): string {
  if (!next?.startsWith('/')) return HOME
  const here = 'https://docent.invalid'
  const url = URL.parse(next, here)
  if (url?.origin !== here || url.pathname === '/sign-in' || url.pathname.startsWith('//')) return HOME
  return url.pathname + url.search + url.hash
}
