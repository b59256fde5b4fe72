import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalizeSite, siteAllowed, siteSchema } from './site.ts'

describe('what a person types', () => {
  it.each([
    ['example.com', 'https://example.com'],
    ['  https://Example.COM/shop?a=b#c ', 'https://example.com'],
    ['http://localhost:3000/', 'http://localhost:3000'],
    ['https://example.com:443', 'https://example.com'],
    ['http://example.com:80/x', 'http://example.com'],
    ['https://example.com:8443', 'https://example.com:8443'],
    ['*.example.com', 'https://*.example.com'],
    ['http://*.example.com:8080/', 'http://*.example.com:8080'],
    ['bücher.example', 'https://xn--bcher-kva.example'],
    ['https://例え.jp', 'https://xn--r8jz45g.jp'],
    ['example.com\\evil', 'https://example.com'],
  ])('becomes an origin: %s', (typed, site) => {
    expect(siteSchema.parse(typed)).toBe(site)
  })

  it.each([
    ['localhost', 'http://localhost'],
    ['localhost:3000', 'http://localhost:3000'],
    ['LOCALHOST:3000/page', 'http://localhost:3000'],
    ['shop.localhost:8080', 'http://shop.localhost:8080'],
    ['*.shop.localhost', 'http://*.shop.localhost'],
    ['printer.local', 'http://printer.local'],
    ['127.0.0.1:5500', 'http://127.0.0.1:5500'],
    ['127.1:5500', 'http://127.0.0.1:5500'],
    ['10.0.0.7', 'http://10.0.0.7'],
    ['192.168.0.1:8080', 'http://192.168.0.1:8080'],
    ['172.16.0.1', 'http://172.16.0.1'],
    ['172.31.255.1', 'http://172.31.255.1'],
  ])('keeps to http where only this network reaches it: %s', (typed, site) => {
    expect(siteSchema.parse(typed)).toBe(site)
  })

  it.each([
    ['https://localhost:3000', 'https://localhost:3000'],
    ['https://192.168.0.1', 'https://192.168.0.1'],
    ['172.15.0.1', 'https://172.15.0.1'],
    ['172.32.0.1', 'https://172.32.0.1'],
    ['11.0.0.1', 'https://11.0.0.1'],
    ['192.169.0.1', 'https://192.169.0.1'],
    ['10.example.com', 'https://10.example.com'],
    ['localhost.example.com', 'https://localhost.example.com'],
    ['notlocalhost', 'https://notlocalhost'],
    ['thelocal.com', 'https://thelocal.com'],
    ['mylocal', 'https://mylocal'],
  ])('is https everywhere else, and where it is typed: %s', (typed, site) => {
    expect(siteSchema.parse(typed)).toBe(site)
  })

  it('is one site, however it is typed', () => {
    const same = (...typed: string[]) => new Set(typed.map(site => siteSchema.parse(site))).size
    expect(same('example.com', 'https://EXAMPLE.com/', 'example.com.', 'https://example.com:443/a')).toBe(1)
    expect(same('localhost:3000', 'http://localhost:3000/', 'http://LOCALHOST:3000/a?b')).toBe(1)
    expect(same('example.com:80', 'http://example.com')).toBe(1)
  })

  it('says what to type in place of [::1], which browsers take for no site', () => {
    for (const typed of ['[::1]', '[::1]:3000', 'http://[::1]:3000/page']) {
      const [issue] = siteSchema.safeParse(typed).error?.issues ?? []
      expect(issue?.message).toBe(
        'Browsers show no guide on a numbered address in brackets. Try http://localhost',
      )
    }
  })

  it.each([
    '',
    '   ',
    '*',
    '*.com',
    '*.com.',
    '...',
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
