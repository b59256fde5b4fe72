import { afterEach, expect, it, vi } from 'vitest'
import type { Settings } from '#lib/aws/settings.ts'
import { pageHeaders } from './page-security.ts'

const place = { region: 'us-east-1', bucket: 'files', chatUrl: 'https://docent.example.com/api/chat' }
let publicUrl = 'https://docent.example.com'
vi.mock('#lib/aws/settings.ts', () => ({ settings: () => ({ ...place, publicUrl }) as Settings }))
afterEach(() => {
  publicUrl = 'https://docent.example.com'
})

it('lets scripts run by the nonce of this reply only', () => {
  const policy = pageHeaders('b25l')['content-security-policy']!
  expect(policy).toContain("script-src 'nonce-b25l' 'strict-dynamic';")
  expect(policy).toContain("default-src 'none'")
})

it('promises https for good only where the installation has an https address', () => {
  expect(pageHeaders('b25l')['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  publicUrl = 'http://127.0.0.1:3000'
  expect(pageHeaders('b25l')).not.toHaveProperty('strict-transport-security')
})
