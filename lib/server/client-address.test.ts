import { expect, it } from 'vitest'
import { clientAddress } from './client-address.ts'

it.each([
  ['one proxy, which saw the caller', '203.0.113.7', 1, '203.0.113.7'],
  ['one proxy, and a caller who made up others', '1.1.1.1, 2.2.2.2,203.0.113.7', 1, '203.0.113.7'],
  ['an IPv6 address, by its network', '2001:db8:1:2:3:4:5:6', 1, '2001:db8:1:2::/64'],
  ['another of the same network', '2001:0DB8:1:2::9', 1, '2001:db8:1:2::/64'],
  ['one of another network', '2001:db8:1:3::9', 1, '2001:db8:1:3::/64'],
  ['a short one', '::1', 1, '0:0:0:0::/64'],
  ['one with its zone and brackets', '[fe80::1%eth0]:443', 1, 'fe80:0:0:0::/64'],
  ['one that is an IPv4 address', '::ffff:203.0.113.7', 1, '203.0.113.7'],
  ['an IPv4 address with a port', '203.0.113.7:4711', 1, '203.0.113.7'],
  ['two proxies of ours', '1.1.1.1, 203.0.113.7, 10.0.0.1', 2, '203.0.113.7'],
  ['no proxy: nobody wrote that but the caller', '203.0.113.7', 0, 'unknown'],
  ['fewer entries than proxies', '203.0.113.7', 2, 'unknown'],
  ['no header', null, 1, 'unknown'],
  ['an empty entry', '203.0.113.7, ', 1, 'unknown'],
])('with %s', (_, forwarded, proxies, address) => {
  const headers = new Headers(forwarded === null ? [] : [['x-forwarded-for', forwarded]])
  expect(clientAddress(new Request('http://localhost', { headers }), proxies)).toBe(address)
})
