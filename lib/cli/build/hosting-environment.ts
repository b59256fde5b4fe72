import { environmentOf, parseAmplifyOutputs } from '#lib/aws/amplify-outputs.ts'
import { parseSettings } from '#lib/aws/settings.ts'

/** What the operator may set beside what the backend says. Nothing secret: the file lies in the build. */
export const OPERATORS = [
  'DOCENT_PUBLIC_URL',
  'DOCENT_EMBED_URL',
  'DOCENT_SIGN_UP',
  'DOCENT_CHAT_URL',
  'DOCENT_CHAT_MODEL_NAME',
  'DOCENT_MODEL_SILENCE_SECONDS',
  'DOCENT_LEXICAL_WEIGHT',
  'DOCENT_RERANK_MODEL',
  'DOCENT_MAX_UPLOAD_MB',
  'DOCENT_QUESTIONS_PER_VISITOR',
  'DOCENT_QUESTIONS_PER_ADDRESS',
  'DOCENT_QUESTIONS_PER_BOT',
  'DOCENT_FRAMES_PER_ADDRESS',
  'DOCENT_REQUESTS_PER_OWNER',
  'DOCENT_BUDGET_BOT_DAY_USD',
  'DOCENT_BUDGET_BOT_MONTH_USD',
  'DOCENT_BUDGET_OWNER_DAY_USD',
  'DOCENT_BUDGET_OWNER_MONTH_USD',
  'DOCENT_TRUSTED_PROXIES',
  'DOCENT_INDEX_MEGABYTES',
  'DOCENT_GUIDE_BOT_ID',
  'DOCENT_FOREIGN_PAGE_URL',
]

/**
 * The text of `.env.production`: the settings of the web server in Amplify Hosting, from the backend's outputs
 * and the operator's environment. Throws where the server could not start with them, so that the build fails
 * and what runs keeps running.
 */
export function hostingEnvironment(
  outputs: { text: string; file: string },
  theirs: Record<string, string | undefined>,
): string {
  const operators = OPERATORS.flatMap(name => (theirs[name]?.trim() ? [[name, theirs[name]] as const] : []))
  const settings = {
    ...environmentOf(parseAmplifyOutputs(outputs.text, outputs.file)),
    ...Object.fromEntries(operators),
  }
  parseSettings(settings)
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${quoted(name, value)}\n`)
    .join('')
}

/**
 * As Next reads it: between single quotes or back quotes everything is itself, but for a dollar sign, which
 * starts a variable.
 */
function quoted(name: string, value: string): string {
  const quote = QUOTES.find(mark => !value.includes(mark))
  if (!quote || !canBeWritten(value)) {
    throw new Error(
      `${name} cannot be written to the build; put a value on one line, without a backslash and without both ' and \`.`,
    )
  }
  return `${quote}${value.replaceAll('$', '\\$')}${quote}`
}

const QUOTES = ["'", '`']

/** Whether Next would read the value back as it is. */
export function canBeWritten(value: string): boolean {
  return QUOTES.some(mark => !value.includes(mark)) && !/[\r\n\\]/.test(value)
}
