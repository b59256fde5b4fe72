import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalizeSite, siteAllowed, siteSchema } from './site.ts'

describe('what a person types', () => {
  it.each([
    ['example.com', 'https://example.com'],
    ['  https://Example.COM/shop?a=b#c ', 'https://example.com'],
    ['http://localhost:3000/', 'http://localhost:3000'],
    ['localhost:3000', 'https://localhost:3000'],
    ['https://example.com:443', 'https://example.com'],
    ['http://example.com:80/x', 'http://example.com'],
    ['https://example.com:8443', 'https://example.com:8443'],
    ['*.example.com', 'https://*.example.com'],
    ['http://*.example.com:8080/', 'http://*.example.com:8080'],
    ['bücher.example', 'https://xn--bcher-kva.example'],
    ['https://例え.jp', 'https://xn--r8jz45g.jp'],
    ['192.168.0.1:8080', 'https://192.168.0.1:8080'],
    ['example.com\\evil', 'https://example.com'],
  ])('becomes an origin: %s', (typed, site) => {
    expect(siteSchema.parse(typed)).toBe(site)
  })

  it.each([
    '',
    '   ',
    '*',
    '*.com',
    'https://*',
    'https://*.*.example.com',
    'https://a*.example.com',
    'https://example.*',
    'javascript:alert(1)',
    'javascript://example.com/%0aalert(1)',
    'data:text/html,hello',
    'file:///etc/passwd',
    'ftp://example.com',
    'https://user@example.com',
    'https://user:password@example.com',
    'https://example.com@evil.example',
    'https://example.com:99999',
    'https://example.com:0x50',
    'https://[::1]:3000',
    "https://example.com; script-src 'unsafe-inline'",
    'https://example.com https://evil.example',
    'https://example.com\nhttps://evil.example',
    "'self'",
    'https://exam\u0000ple.com',
    'https://',
    '://example.com',
    'x'.repeat(300),
  ])('is refused where it is no site: %j', typed => {
    expect(siteSchema.safeParse(typed).success).toBe(false)
  })

  it('is repeated in the refusal, with an example of what would do', () => {
    const [issue] = siteSchema.safeParse('not a site').error?.issues ?? []
    expect(issue?.message).toBe('“not a site” is not a web address. Try https://example.com')
  })

  it('becomes nothing but one plain source of a security policy, whatever it is', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.tuple(fc.webUrl(), fc.string()).map(([url, rest]) => url + rest),
    )
    fc.assert(
      fc.property(typed, typed => {
        const site = normalizeSite(typed)
        if (site === null) return
        expect(site).toMatch(/^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d+)?$/)
        expect(normalizeSite(site)).toBe(site)
      }),
    )
  })
})

describe('an origin', () => {
  it.each([
    ['https://example.com', 'https://example.com'],
    ['https://shop.example.com', 'https://*.example.com'],
    ['https://a.b.example.com', 'https://*.example.com'],
    ['http://a.example.com:8080', 'http://*.example.com:8080'],
  ])('%s falls under %s', (origin, site) => {
    expect(siteAllowed(origin, ['https://other.example', site])).toBe(true)
  })

  it.each([
    ['https://example.com', 'https://*.example.com'],
    ['http://example.com', 'https://example.com'],
    ['http://a.example.com', 'https://*.example.com'],
    ['https://example.com:8443', 'https://example.com'],
    ['https://a.example.com:8443', 'https://*.example.com'],
    ['https://example.com.evil.example', 'https://example.com'],
    ['https://evilexample.com', 'https://*.example.com'],
    ['https://www.example.com', 'https://example.com'],
    ['null', 'https://example.com'],
    ['', 'https://example.com'],
  ])('%s does not fall under %s', (origin, site) => {
    expect(siteAllowed(origin, [site])).toBe(false)
  })

  it('falls under nothing where no site is allowed', () => {
    expect(siteAllowed('https://example.com', [])).toBe(false)
  })
})
