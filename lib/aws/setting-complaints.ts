import { meantSetting } from './meant-setting.ts'
import { type Environment, given, settingsSchema } from './settings-schema.ts'

/** A line for each setting because of which `parseSettings` would throw. */
export function settingComplaints(environment: Environment): string[] {
  return examineSettings(environment).lines
}

/** The settings read, and what is wrong with them. */
export function examineSettings(environment: Environment) {
  const result = settingsSchema.safeParse(given(environment))
  const names = new Set(result.error?.issues.map(issue => String(issue.path[0])))
  const ticketKeys = TICKET_KEYS.filter(name => environment[name]?.trim()).length
  if (ticketKeys === 0) names.add(TICKET_KEYS[0])
  const lines = [...names].map(name => complaint(name, environment))
  if (ticketKeys === 2) lines.push(`  ${TICKET_KEYS.join(' and ')}: are both given; leave one of them out.`)
  return { result, lines }
}

/**
 * A line for each `DOCENT_…` setting of the operator's that is none of ours, cannot be used, or is not among those that
 * reach somebody (`reaching`: all where left out); never its value. `alsoKnown`: what others check.
 */
export function operatorComplaints(
  environment: Environment,
  alsoKnown: readonly string[],
  reaching?: readonly string[],
): string[] {
  return Object.keys(given(environment)).flatMap(name => {
    const meant = meantByUs(name, alsoKnown)
    if (meant === null || alsoKnown.includes(name)) return []
    if (name.toUpperCase() === meant && name !== meant)
      return [`  ${name}: is written in capitals: ${meant}.`]
    if (name !== meant) return [`  ${name}: is written ${meant}.`]
    const setting = settingsSchema.shape[name as keyof typeof settingsSchema.shape]
    if (!setting) return [`  ${name}: is no setting of Docent; see the table in docs/operate/deploy.md.`]
    if (reaching && !reaching.includes(name))
      return [`  ${name}: is not the operator's to set: it would reach nobody. Leave it out.`]
    return setting.safeParse(environment[name]).success ? [] : [complaint(name, environment)]
  })
}

/** Names that look like a setting of ours, and are none. `alsoKnown`: what others read. */
export function unreadNames(environment: Environment, alsoKnown: readonly string[]): string[] {
  return Object.keys(given(environment)).filter(
    name =>
      meantByUs(name, alsoKnown) !== null && !alsoKnown.includes(name) && !(name in settingsSchema.shape),
  )
}

/** `alsoKnown`: what others check. */
function meantByUs(name: string, alsoKnown: readonly string[]): string | null {
  return meantSetting(name, [...alsoKnown, ...Object.keys(settingsSchema.shape)])
}

export function complaint(name: string, environment: Environment): string {
  const description = settingsSchema.shape[name as keyof typeof settingsSchema.shape].description
  return `  ${name}: ${environment[name]?.trim() ? 'cannot be used' : 'is missing'}; put ${description}.`
}

export function needAttention(lines: string[]): Error {
  return new Error(`Docent cannot start, these settings need attention:\n${lines.join('\n')}`)
}

/** Exactly one of the two. */
const TICKET_KEYS = ['DOCENT_TICKET_KEY', 'DOCENT_TICKET_SECRET'] as const
