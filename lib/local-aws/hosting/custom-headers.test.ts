import { describe, expect, it } from 'vitest'
import { customHeadersOf, parseCustomHeaders } from './custom-headers.ts'

const RULES = parseCustomHeaders(`# Files
customHeaders:
  - pattern: "/files/**/*"
    headers:
      - key: "X-One"
        value: "a; b=1"
      - key: "Cache-Control"
        value: "max-age=9"

  - pattern: "/files/*.js"
    headers:
      - key: "x-one"
        value: "later"
`)

describe('custom headers', () => {
  it.each([
    ['/files/a.css', { 'x-one': 'a; b=1', 'cache-control': 'max-age=9' }],
    ['/files/deep/er/a.js', { 'x-one': 'a; b=1', 'cache-control': 'max-age=9' }],
    ['/files/a.js', { 'x-one': 'later', 'cache-control': 'max-age=9' }],
    ['/files', {}],
    ['/other/files/a.js', {}],
    ['/files/axjs', { 'x-one': 'a; b=1', 'cache-control': 'max-age=9' }],
  ])('stand on what their pattern takes: %s', (path, headers) => {
    expect(customHeadersOf(RULES, path, 200)).toEqual(headers)
  })

  it('keep no refusal', () => {
    expect(customHeadersOf(RULES, '/files/a.css', 404)).toEqual({ 'x-one': 'a; b=1' })
  })

  it.each([
    ['nothing', ''],
    ['another beginning', 'headers:\n'],
    ['a value that is not quoted', rule('"/a"', '"k"', 'v')],
    ['a pattern that would be an alias', rule('*.js', '"k"', '"v"')],
    ['a pattern without a slash before it', rule('"*.js"', '"k"', '"v"')],
    ['a header without its value', rule('"/a"', '"k"', '"v"').replace(/ +value.*\n/, '')],
    ['another depth', rule('"/a"', '"k"', '"v"').replace('    headers', '  headers')],
    ['what it does not know', `${rule('"/a"', '"k"', '"v"')}    status: "200"\n`],
  ])('are refused with %s', (_, text) => expect(() => parseCustomHeaders(text)).toThrow(/customHttp\.yml/))
})

function rule(pattern: string, key: string, value: string): string {
  return `customHeaders:\n  - pattern: ${pattern}\n    headers:\n      - key: ${key}\n        value: ${value}\n`
}
