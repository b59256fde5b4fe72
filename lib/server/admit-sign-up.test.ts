import { expect, it } from 'vitest'
import type { SignUp } from '#lib/core/invitations.ts'
import { admitSignUp } from './admit-sign-up.ts'

const OPEN: SignUp = { mode: 'open' }
const CLOSED: SignUp = { mode: 'closed' }
const INVITED: SignUp = { mode: 'invited', invitations: ['@school.example'] }

function admits(signUp: SignUp, triggerSource: string, email?: string): boolean {
  const event = { triggerSource, request: { userAttributes: { email } } }
  try {
    return admitSignUp(signUp, event) === event
  } catch (error) {
    expect((error as Error).message).toBe('This e-mail address is not invited')
    return false
  }
}

it.each(['PreSignUp_SignUp', 'PreSignUp_ExternalProvider'])('%s is for those who are invited', way => {
  expect(admits(OPEN, way, 'ben@elsewhere.example')).toBe(true)
  expect(admits(INVITED, way, 'ben@school.example')).toBe(true)
  expect(admits(INVITED, way, 'ben@elsewhere.example')).toBe(false)
  expect(admits(INVITED, way)).toBe(false)
  expect(admits(CLOSED, way, 'ben@school.example')).toBe(false)
})

it('whoever runs the installation makes accounts for whom they like', () => {
  for (const signUp of [OPEN, INVITED, CLOSED])
    expect(admits(signUp, 'PreSignUp_AdminCreateUser', 'ben@elsewhere.example')).toBe(true)
})

it('what is no such event admits nobody', () => {
  expect(() => admitSignUp(OPEN, { request: {} })).toThrow()
})
