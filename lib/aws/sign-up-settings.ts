import { z } from 'zod'
import { invitationsSchema, type SignUp, signUpModes } from '#lib/core/invitations.ts'

/** Who may make an account. The web server reads how, for its words; who is invited is known to the user pool only. */
export const signUpSettings = {
  DOCENT_SIGN_UP: z
    .enum(signUpModes)
    .default('open')
    .describe('open, invited or closed: who may make an account'),
  DOCENT_SIGN_UP_INVITED: invitationsSchema
    .optional()
    .describe(
      'the addresses and domains that are invited, at most 3,000 characters, such as anna@museum.example, @school.example',
    ),
}
const schema = z.object(signUpSettings)

type Environment = Record<string, string | undefined>

/** Throws naming each bad setting and what belongs there. */
export function parseSignUp(environment: Environment): SignUp {
  const complaints = signUpComplaints(environment)
  if (complaints.length) throw new Error(`These settings need attention:\n${complaints.join('\n')}`)
  const { DOCENT_SIGN_UP: mode, DOCENT_SIGN_UP_INVITED: invitations } = schema.parse(given(environment))
  return mode === 'invited' ? { mode, invitations: invitations! } : { mode }
}

/** A line for each of the two that cannot be used, or is of no use without the other. */
export function signUpComplaints(environment: Environment): string[] {
  const result = schema.safeParse(given(environment))
  if (!result.success) {
    const names = new Set(result.error.issues.map(issue => issue.path[0] as keyof typeof signUpSettings))
    return [...names].map(name => `  ${name}: cannot be used; put ${signUpSettings[name].description}.`)
  }
  const { DOCENT_SIGN_UP: mode, DOCENT_SIGN_UP_INVITED: invitations } = result.data
  const name = 'DOCENT_SIGN_UP_INVITED'
  if (mode === 'invited' && !invitations)
    return [`  ${name}: is missing; put ${signUpSettings[name].description}.`]
  if (mode !== 'invited' && invitations)
    return [`  ${name}: is for DOCENT_SIGN_UP=invited only; leave it out, or set that.`]
  return []
}

/** A field left empty is one not given. */
function given(environment: Environment): Environment {
  const names = Object.keys(signUpSettings)
  return Object.fromEntries(
    names.flatMap(name => (environment[name]?.trim() ? [[name, environment[name]]] : [])),
  )
}
