import { z } from 'zod'

/**
 * A site that may show a bot, in the syntax of a CSP host source: `https://example.com`,
 * `https://*.example.com`, `http://localhost:3000`. People may type `example.com` or paste a whole
 * address; both become an origin.
 */
export const siteSchema = z
  .string()
  .trim()
  .max(253 + 20, 'That address is too long.')
  .transform((typed, context) => {
    const site = normalizeSite(typed)
    if (site) return site
    context.addIssue({ code: 'custom', message: `“${typed}” is not a web address. Try https://example.com` })
    return z.NEVER
  })

export function normalizeSite(typed: string): string | null {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`
  const match = /^(https?):\/\/(\*\.)?([^\s/:?#@*]+)(?::(\d{1,5}))?(?:[/?#].*)?$/i.exec(withScheme)
  if (!match) return null
  const [, scheme, wildcard = '', host, port] = match
  const url = URL.parse(`${scheme}://${host}${port ? `:${port}` : ''}`)
  if (!url || !/^[a-z0-9.-]+$/.test(url.hostname)) return null
  // `*.com` would allow most of the web.
  if (wildcard && !url.hostname.includes('.')) return null
  return `${url.protocol}//${wildcard}${url.host}`
}

/** Does the origin (`https://shop.example.com`) fall under one of the sites? */
export function siteAllowed(origin: string, sites: readonly string[]): boolean {
  return sites.some(site => {
    if (!site.includes('*.')) return site === origin
    const [scheme, domain] = site.split('*.') as [string, string]
    return origin.startsWith(scheme) && origin.endsWith(`.${domain}`)
  })
}
