import { isNobody, whyOf } from './doctor/not-seen.ts'

/** Something that an operator can put right stands in the way; nothing was written. The message says what to do. */
export class CannotBegin extends Error {
  override name = 'CannotBegin'
}

/** Says why a command could not begin, and answers what it ends with; throws again what was nobody's to foresee. */
export function sayCannotBegin(error: unknown): number {
  const why = reasonOf(error)
  if (why === null) throw error
  console.error(why)
  return 2
}

function reasonOf(error: unknown): string | null {
  if (error instanceof CannotBegin) return error.message
  if (isNobody(error)) return NOBODY
  const isOfAws = error instanceof Error && ('$metadata' in error || OF_THE_NETWORK.test(codeOf(error)))
  if (isOfAws) return `AWS could not be asked, or refused (${whyOf(error)}). Nothing more was done.`
  return error instanceof Error && error.message === 'Region is missing' ? 'Set AWS_REGION.' : null
}

const OF_THE_NETWORK =
  /^(?:ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ERR_(?:SSL|TLS)\w*|CERT_\w+|DEPTH_ZERO\w*|UND_ERR\w*)$/

function codeOf(error: Error): string {
  return String((error as NodeJS.ErrnoException).code ?? '')
}

const NOBODY =
  'AWS does not know who asks. Sign in (aws sso login, or aws configure), name your profile in AWS_PROFILE, see that aws sts get-caller-identity names your account, and run this again.'
