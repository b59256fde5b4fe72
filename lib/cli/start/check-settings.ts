import { settingComplaints, unreadNames } from '#lib/aws/setting-complaints.ts'
import { signUpComplaints, signUpSettings } from '#lib/aws/sign-up-settings.ts'
import { CannotStart } from '#lib/laptop/cannot-start.ts'
import { type LanguageModel, NO_LANGUAGE_MODEL } from '#lib/laptop/language-model.ts'
import { type LocalPlaces, localEnvironment, withoutAws } from '#lib/laptop/local-environment.ts'

type Environment = Record<string, string | undefined>

/**
 * Throws `CannotStart`, with a sentence for each setting with which the app or the worker would end as soon as it is
 * started. What this machine says itself counts over what `theirs` says.
 */
export function checkSettings(
  theirs: NodeJS.ProcessEnv,
  {
    languageModel = NO_LANGUAGE_MODEL,
    over = {},
  }: { languageModel?: LanguageModel; over?: Environment } = {},
): void {
  const settings = {
    ...withoutAws(theirs),
    ...localEnvironment({ ...SOMEWHERE, languageModel }, theirs),
    ...over,
  }
  const complaints = new Set([...settingComplaints(settings), ...signUpComplaints(settings)])
  if (complaints.size) throw new CannotStart(`These settings need attention:\n${[...complaints].join('\n')}`)
}

/** A line for each name that looks like a setting of ours, and that nobody here would read. */
export function unreadLines(theirs: NodeJS.ProcessEnv): string[] {
  return unreadNames(theirs, Object.keys(signUpSettings)).map(
    name =>
      `${name}: nothing on this machine reads it. Is it misspelt, or for the cloud (docs/operate/deploy.md)?`,
  )
}

/** Of the form that this machine's own have once they are made. */
const SOMEWHERE: Omit<LocalPlaces, 'languageModel'> = {
  account: { region: 'us-east-1', accessKeyId: 'none', secretAccessKey: 'none' },
  ...{ awsUrl: 'http://127.0.0.1:1', appUrl: 'http://127.0.0.1:1', foreignUrl: 'http://127.0.0.1:1' },
  ...{ userPoolId: 'us-east-1_none', userPoolClientId: 'none', ticketKey: 'none'.repeat(8) },
  guideBotId: 'bot_none',
  developmentTools: false,
}
