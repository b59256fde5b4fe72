import { isNobody } from './doctor/not-seen.ts'

/** Something that an operator can put right stands in the way; nothing was written. The message says what to do. */
export class CannotBegin extends Error {
  override name = 'CannotBegin'
}

/** Says why a command could not begin, and answers what it ends with; throws again what was nobody's to foresee. */
export function sayCannotBegin(error: unknown): number {
  if (!(error instanceof CannotBegin) && !isNobody(error)) throw error
  console.error(error instanceof CannotBegin ? error.message : NOBODY)
  return 2
}

const NOBODY =
  'AWS does not know who asks. Sign in (aws sso login, or aws configure), see that aws sts get-caller-identity names your account, and run this again.'
