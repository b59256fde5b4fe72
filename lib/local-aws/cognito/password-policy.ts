import { randomInt } from 'node:crypto'
import { CognitoError, invalidParameter } from './cognito-error.ts'
import type { PasswordPolicy } from './records.ts'

/** Throws InvalidPasswordException, in Cognito's words, for the first rule the password breaks. */
export function checkPassword(password: string, policy: PasswordPolicy): void {
  if (password.length > MAX_LENGTH || password !== password.trim()) {
    throw invalidParameter(
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$",
    )
  }
  const broken = rulesOf(policy).find(rule => !rule.holds(password))
  if (broken === undefined) return
  throw new CognitoError('InvalidPasswordException', `Password did not conform with policy: ${broken.says}`)
}

/** A password for an invited user that any policy accepts. */
export function temporaryPassword(policy: PasswordPolicy): string {
  const length = Math.max(policy.MinimumLength, 12)
  const letters = Array.from({ length: length - 4 }, () => pick('abcdefghjkmnpqrstuvwxyz'))
  return [
    pick('ABCDEFGHJKMNPQRSTUVWXYZ'),
    ...letters,
    pick('23456789'),
    pick('23456789'),
    pick('!@#%&'),
  ].join('')
}

/** Cognito's own ceiling. */
const MAX_LENGTH = 256

function rulesOf(policy: PasswordPolicy) {
  const having = (wanted: boolean, pattern: RegExp, says: string) => ({
    says,
    holds: (password: string) => !wanted || pattern.test(password),
  })
  return [
    { says: 'Password not long enough', holds: (text: string) => text.length >= policy.MinimumLength },
    having(policy.RequireUppercase, /[A-Z]/, 'Password must have uppercase characters'),
    having(policy.RequireLowercase, /[a-z]/, 'Password must have lowercase characters'),
    having(policy.RequireNumbers, /[0-9]/, 'Password must have numeric characters'),
    // The characters the developer guide lists, a space inside included.
    having(
      policy.RequireSymbols,
      /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+ -]/,
      'Password must have symbol characters',
    ),
  ]
}

function pick(letters: string): string {
  return letters[randomInt(letters.length)]!
}
