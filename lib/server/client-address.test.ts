import { expect, it } from 'vitest'
import { clientAddress } from './client-address.ts'

it.each([
  ['one proxy, which saw the caller', '203.0.113.7', 1, '203.0.113.7'],
  ['one proxy, and a caller who made up others', '1.1.1.1, 2.2.2.2,203.0.113.7', 1, '203.0.113.7'],
  ['two proxies of ours', '1.1.1.1, 203.0.113.7, 10.0.0.1', 2, '203.0.113.7'],
  ['no proxy: nobody wrote that but the caller', '203.0.113.7', 0, 'unknown'],
  ['fewer entries than proxies', '203.0.113.7', 2, 'unknown'],
  ['no header', null, 1, 'unknown'],
  ['an empty entry', '203.0.113.7, ', 1, 'unknown'],
])('with %s', (_, forwarded, proxies, address) => {
  const headers = new Headers(forwarded === null ? [] : [['x-forwarded-for', forwarded]])
  expect(clientAddress(new Request('http://localhost', { headers }), proxies)).toBe(address)
})
