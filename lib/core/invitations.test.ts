import { expect, it } from 'vitest'
import { invitationsSchema, isInvited } from './invitations.ts'

const invitations = invitationsSchema.parse(' Anna@Museum.example , @school.example,')

it('invites an address, or everybody at a domain, however either is written', () => {
  expect(invitations).toEqual(['anna@museum.example', '@school.example'])
  for (const address of [
    'anna@museum.example',
    'ANNA@MUSEUM.EXAMPLE',
    'ben@school.example',
    ' c@School.Example',
  ])
    expect({ address, invited: isInvited(address, invitations) }).toEqual({ address, invited: true })
})

it.each([
  ...['ben@museum.example', 'anna+1@museum.example', 'a@sub.school.example', 'a@notschool.example'],
  ...['\u212Aarl@school.example', 'eve@evil.example @school.example', 'a@ſchool.example'],
  ...['school.example', '@school.example@evil.example', 'a@school.example.evil.example', '', '@'],
])('does not invite “%s”', address => {
  expect(isInvited(address, invitations)).toBe(false)
})

it('takes one part of an address for none', () => {
  expect(isInvited('@school.example', ['anna@museum.example'])).toBe(false)
})

it.each(['', ' , ', 'anna', 'anna@', '@', '@school..example', 'museum.example', `@${'a'.repeat(3_000)}`])(
  'cannot read “%.20s”',
  list => {
    expect(invitationsSchema.safeParse(list).success).toBe(false)
  },
)
