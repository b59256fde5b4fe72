/** A path as Next takes it without redirecting: such a redirect of its own would lack the security headers. */
export function oneSlash(url: string): string {
  const [path = '', ...query] = url.split('?')
  return [path.replace(/[\\/]+/g, '/'), ...query].join('?')
}
