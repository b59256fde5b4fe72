import { expect, it } from 'vitest'
import { parseSignUp } from './sign-up-settings.ts'

it('is open to everybody where nothing is said', () => {
  expect(parseSignUp({})).toEqual({ mode: 'open' })
  expect(parseSignUp({ DOCENT_SIGN_UP: ' ', DOCENT_SIGN_UP_INVITED: '' })).toEqual({ mode: 'open' })
})

it('is closed, or for those who are invited', () => {
  expect(parseSignUp({ DOCENT_SIGN_UP: 'closed' })).toEqual({ mode: 'closed' })
  expect(parseSignUp({ DOCENT_SIGN_UP: 'invited', DOCENT_SIGN_UP_INVITED: '@school.example' })).toEqual({
    mode: 'invited',
    invitations: ['@school.example'],
  })
})

it.each([
  [{ DOCENT_SIGN_UP: 'secret' }, 'DOCENT_SIGN_UP: cannot be used; put open, invited or closed'],
  [{ DOCENT_SIGN_UP: 'invited' }, 'DOCENT_SIGN_UP_INVITED: is missing; put the addresses'],
  [
    { DOCENT_SIGN_UP: 'invited', DOCENT_SIGN_UP_INVITED: 'secret' },
    'DOCENT_SIGN_UP_INVITED: cannot be used; put the addresses',
  ],
  [
    { DOCENT_SIGN_UP: 'closed', DOCENT_SIGN_UP_INVITED: '@secret.example' },
    'DOCENT_SIGN_UP_INVITED: is for DOCENT_SIGN_UP=invited only',
  ],
  [
    { DOCENT_SIGN_UP_INVITED: '@secret.example' },
    'DOCENT_SIGN_UP_INVITED: is for DOCENT_SIGN_UP=invited only',
  ],
])('%j stops, and no value is said', (environment, complaint) => {
  expect(() => parseSignUp(environment)).toThrow(complaint)
  expect(() => parseSignUp(environment)).not.toThrow('secret')
})
