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
    const message = IPV6.test(typed)
      ? 'Browsers show no guide on a numbered address in brackets. Try http://localhost'
      : `“${typed}” is not a web address. Try https://example.com`
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })

/** A host source has no place for it: a browser drops the source, and with it the site. */
const IPV6 = /^(https?:\/\/)?\[[\da-f:.]+\]/i

/** Hosts that only this computer or its network reaches. */
const PRIVATE_HOST =
  /^(localhost|.+\.localhost|.+\.local|127(\.\d+){3}|10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2})$/

export function normalizeSite(typed: string): string | null {
  const match = /^(?:(https?):\/\/)?(\*\.)?([^\s/:?#@*]+)(?::(\d{1,5}))?(?:[/?#].*)?$/i.exec(typed)
  if (!match) return null
  const [, scheme, wildcard = '', host = '', port] = match
  const url = URL.parse(`${scheme ?? usualScheme(host, port)}://${host}${port ? `:${port}` : ''}`)
  if (!url || !/^[a-z0-9.-]+$/.test(url.hostname)) return null
  // `example.com.` is the same site, with the dot of a sentence or of a name server.
  const name = url.hostname.replace(/\.+$/, '')
  // `*.com` would allow most of the web.
  if (name === '' || (wildcard && !name.includes('.'))) return null
  return `${url.protocol}//${wildcard}${name}${url.port && `:${url.port}`}`
}

/** What a site without a scheme is served by: a certificate for a private address is rare. */
function usualScheme(host: string, port: string | undefined): 'http' | 'https' {
  const name = URL.parse(`http://${host}`)?.hostname ?? ''
  return port === '80' || PRIVATE_HOST.test(name) ? 'http' : 'https'
}

/** Does the origin (`https://shop.example.com`) fall under one of the sites? */
export function siteAllowed(origin: string, sites: readonly string[]): boolean {
  return sites.some(site => {
    if (!site.includes('*.')) return site === origin
    const [scheme, domain] = site.split('*.') as [string, string]
    return origin.startsWith(scheme) && origin.endsWith(`.${domain}`)
  })
}
