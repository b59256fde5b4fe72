import { expect, it } from 'vitest'
import { SIGN_UP_PATH, safeNext, signInPath, wantsAccount, wasNotInvited } from './sign-in-path.ts'

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

it('tells who comes to create an account from who comes to sign in', () => {
  const query = (path: string) => new URL(path, 'https://docent.test').searchParams
  expect(wantsAccount(query(SIGN_UP_PATH))).toBe(true)
  expect(wantsAccount(query(signInPath('/bots?new')))).toBe(false)
})

it('tells who was refused after coming with Google', () => {
  const of = (text: string) => new URLSearchParams(text)
  const refused = 'error=invalid_request&error_description=PreSignUp+failed+with+error+This+address.+'
  expect(wasNotInvited(of(refused))).toBe(true)
  expect(wasNotInvited(of('error=access_denied&error_description=Cancelled'))).toBe(false)
  expect(wasNotInvited(of(''))).toBe(false)
})
