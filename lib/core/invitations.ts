import { z } from 'zod'

/** Who may make an account: everybody, those whose address is invited, or nobody but who runs the installation. */
export const signUpModes = ['open', 'invited', 'closed'] as const
export type SignUpMode = (typeof signUpModes)[number]

export type SignUp = { mode: 'open' | 'closed' } | { mode: 'invited'; invitations: readonly string[] }

/** A function in the cloud has 4 KB for all of its settings. */
const MAX_CHARACTERS = 3_000
const domainSchema = z.string().regex(/^@[a-z\d-]+(\.[a-z\d-]+)*$/)

/** `anna@museum.example, @school.example` */
export const invitationsSchema = z
  .string()
  .max(MAX_CHARACTERS)
  .transform(list => list.split(',').map(entry => entry.trim().toLowerCase()))
  .transform(entries => entries.filter(entry => entry !== ''))
  .pipe(z.array(z.union([z.email(), domainSchema])).min(1))

const ONE_ADDRESS = /^[!-?A-~]+@[!-?A-~]+$/

/** By the address itself, or by its domain; a domain's subdomains are others. */
export function isInvited(address: string, invitations: readonly string[]): boolean {
  const invited = address.trim().toLowerCase()
  // Letters that only look like those of an invited address, and a second address behind the first, are nobody's.
  if (!ONE_ADDRESS.test(address.trim())) return false
  const domain = invited.slice(invited.lastIndexOf('@'))
  return invitations.includes(invited) || (domain.startsWith('@') && invitations.includes(domain))
}
