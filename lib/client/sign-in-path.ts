/** Where people land who signed in without having wanted anything in particular. */
const HOME = '/bots'

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
