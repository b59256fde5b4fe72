import { expect, it } from 'vitest'
import { safeNext, signInPath } from './sign-in-path.ts'

it('returns to the page that asked for the sign-in', () => {
  const next = new URL(signInPath('/bots/bot_1/try?q=1'), 'https://docent.test').searchParams.get('next')
  expect(safeNext(next)).toBe('/bots/bot_1/try?q=1')
})

it.each([
  null,
  '',
  'account',
  'https://evil.test/',
  '//evil.test/',
  '/\\evil.test/',
  '/\t/evil.test/',
  '/.//evil.test',
  'javascript:alert(1)',
  '/sign-in?next=%2F',
])('never leaves the site for %j', next => {
  expect(safeNext(next)).toBe('/bots')
})
