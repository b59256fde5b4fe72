import { BedrockClient } from '@aws-sdk/client-bedrock'
import { type BedrockPlace, credentialsOfProfile } from '#lib/aws/bedrock-place.ts'
import { catalogueClient, checkModels, type ModelVerdict } from '#lib/aws/model-access.ts'
import { parseModelSettings } from '#lib/aws/settings.ts'
import { CannotStart } from './cannot-start.ts'
import { endingChildren } from './end-children.ts'
import { type LanguageModel, NO_LANGUAGE_MODEL, nameOfModel } from './language-model.ts'
import { type Trial, tryModels } from './try-models.ts'

export interface BedrockModel {
  languageModel: LanguageModel
  /** Models that failed when they were tried, and why; they may answer later. */
  doubts: string[]
}

/** Bedrock answers each of these calls within a second or two. */
const CHECK_MS = 15_000

/**
 * The models of Amazon Bedrock, called with a profile of the AWS configuration on this machine, the one that the
 * AWS command line would take where none is named. Throws CannotStart where they would not answer: what does not is
 * given `patienceMs`. Reads the environment as the AWS command line does, and tries each model once.
 */
export function chooseBedrock(
  named: string | undefined,
  theirs: NodeJS.ProcessEnv,
  patienceMs = CHECK_MS,
): Promise<BedrockModel> {
  return endingChildren(() => choose(named || theirs.AWS_PROFILE || 'default', theirs, patienceMs))
}

async function choose(profile: string, theirs: NodeJS.ProcessEnv, patienceMs: number): Promise<BedrockModel> {
  await checkCredentials(profile, patienceMs)
  const bedrock = { profile, region: await regionOf(profile) }
  const models = parseModelSettings({
    AWS_REGION: bedrock.region,
    DOCENT_BEDROCK_PROFILE: profile,
    DOCENT_CHAT_MODEL: theirs.DOCENT_CHAT_MODEL || usualModel(bedrock.region),
    DOCENT_EMBEDDING_MODEL: theirs.DOCENT_EMBEDDING_MODEL,
    DOCENT_RERANK_MODEL: theirs.DOCENT_RERANK_MODEL,
  })
  const client = catalogueClient(bedrock)
  try {
    const [verdicts, trials] = await Promise.all([
      within(patienceMs, checkModels(client, models)),
      within(patienceMs, tryModels(bedrock, models, AbortSignal.timeout(patienceMs))),
    ])
    if (verdicts === LATE || trials === LATE) throw new CannotStart(unreachable(bedrock, NO_ANSWER))
    const trialOf = (one: ModelVerdict) => trials.find(({ setting }) => setting === one.setting)
    const doubts = verdicts.flatMap(verdict => doubtsAbout(verdict, trialOf(verdict), bedrock))
    const languageModel = { ...NO_LANGUAGE_MODEL, id: models.chatModel ?? NO_LANGUAGE_MODEL.id, bedrock }
    const failed = trials.some(
      ({ setting, state }) => setting === 'DOCENT_CHAT_MODEL' && state !== 'answered',
    )
    const problem = failed
      ? `Answers are to come from ${nameOfModel(languageModel)}, which failed when it was tried.`
      : null
    return { languageModel: { ...languageModel, problem }, doubts }
  } finally {
    client.destroy()
  }
}

/**
 * What the account says of a model against what the model did. Throws CannotStart where it is refused; a model that
 * answered is not doubted, and one that only failed may answer later.
 */
function doubtsAbout(
  { setting, model, state, message, cause }: ModelVerdict,
  trial: Trial | undefined,
  bedrock: BedrockPlace,
): string[] {
  if (trial?.state === 'answered') return []
  const refusal = refusalOf(cause, bedrock)
  if (refusal) throw new CannotStart(refusal, { cause })
  if (state === 'closed') throw new CannotStart(message)
  if (!trial) return state === 'unknown' ? [message] : []

  const { error } = trial
  if (trial.state === 'closed') {
    const said = inBrief(error)
    throw new CannotStart(
      `The AWS profile “${bedrock.profile}” may not call ${model} in ${bedrock.region} (${said}). Ask whoever administers the account to allow bedrock:InvokeModel and bedrock:InvokeModelWithResponseStream for it, or put another model into ${setting}.`,
      { cause: error },
    )
  }
  const trialRefusal = refusalOf(error, bedrock)
  if (trialRefusal) throw new CannotStart(trialRefusal, { cause: error })
  return [
    `${model} failed when it was tried (${inBrief(error)}). Docent starts all the same; whatever needs this model fails until it answers.`,
  ]
}

/** Proxies answer with whole pages. */
const IN_BRIEF = 200

function inBrief(error: unknown): string {
  const [line = ''] = String(error).split('\n', 1)
  return line.length > IN_BRIEF ? `${line.slice(0, IN_BRIEF)}…` : line
}

const LATE = Symbol('late')

/** `work` goes on where it is late; whoever waits does not. */
async function within<Result>(ms: number, work: Promise<Result>): Promise<Result | typeof LATE> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<typeof LATE>(resolve => {
    timer = setTimeout(resolve, ms, LATE)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The same model everywhere; its name says from which regions it is called. */
function usualModel(region: string): string {
  const [place = ''] = region.split('-')
  return `${place === 'us' || place === 'eu' ? place : 'global'}.anthropic.claude-haiku-4-5-20251001-v1:0`
}

async function checkCredentials(profile: string, patienceMs: number): Promise<void> {
  const keys = credentialsOfProfile(profile)().catch(error => {
    throw new CannotStart(explainCredentials(profile, String(error)), { cause: error })
  })
  if ((await within(patienceMs, keys)) !== LATE) return
  throw new CannotStart(
    `The keys of the AWS profile “${profile}” did not come in time. See whether this works: aws sts get-caller-identity --profile ${profile}. Then start Docent again.`,
  )
}

/** In the words of the SDK's providers, which have no codes. */
function explainCredentials(profile: string, said: string): string {
  if (/could not resolve credentials using profile|was not found/i.test(said) && !/SSO session/i.test(said)) {
    return `The AWS profile “${profile}” is not on this computer, or holds no keys. Make it with: aws configure --profile ${profile}. Or name another one: npm start -- --bedrock PROFILE`
  }
  if (/\bSSO\b|UnauthorizedException|token is expired/i.test(said)) {
    return `The sign-in of the AWS profile “${profile}” has ended. Sign in again with: aws sso login --profile ${profile}. Then start Docent again.`
  }
  if (/aws login/.test(said)) {
    return `The sign-in of the AWS profile “${profile}” has ended. Sign in again with: aws login --profile ${profile}. Then start Docent again.`
  }
  return `The keys of the AWS profile “${profile}” could not be had (${said}). See whether this works: aws sts get-caller-identity --profile ${profile}. Then start Docent again.`
}

/** AWS_REGION, else the profile's. */
async function regionOf(profile: string): Promise<string> {
  const client = new BedrockClient({ profile })
  try {
    return await client.config.region()
  } catch (error) {
    throw new CannotStart(
      `The AWS profile “${profile}” names no region. Give it one with: aws configure set region us-east-1 --profile ${profile}. Or start with: AWS_REGION=us-east-1 npm start -- --bedrock ${profile}`,
      { cause: error },
    )
  } finally {
    client.destroy()
  }
}

/** What AWS has against these keys, or why it was not there to be asked. Null where it is neither. */
function refusalOf(cause: unknown, { profile, region }: BedrockPlace): string | null {
  if (!(cause instanceof Error)) return null
  if (UNKNOWN_KEYS.has(cause.name)) {
    return `AWS does not take the keys of the profile “${profile}” (${cause.name}). See whether this works: aws sts get-caller-identity --profile ${profile}. If not, make new keys and put them in with: aws configure --profile ${profile}`
  }
  if (ENDED_KEYS.has(cause.name)) {
    return `The keys of the AWS profile “${profile}” have ended. Get new ones, such as with: aws sso login --profile ${profile}. Then start Docent again.`
  }
  const { code = '' } = cause as NodeJS.ErrnoException
  if (code === 'ENOTFOUND') {
    return `There is no Amazon Bedrock in the region “${region}”, or no network. Name a region that has it, such as: AWS_REGION=us-east-1 npm start -- --bedrock ${profile}`
  }
  if (ABORTED.has(cause.name)) return unreachable({ region }, NO_ANSWER)
  return UNREACHABLE.has(code) ? unreachable({ region }, code) : null
}

function unreachable({ region }: Pick<BedrockPlace, 'region'>, why: string): string {
  return `Amazon Bedrock in ${region} cannot be reached (${why}). See to the network, then start Docent again.`
}

const NO_ANSWER = 'no answer in time'
const ABORTED = new Set(['TimeoutError', 'AbortError'])

const UNKNOWN_KEYS = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'IncompleteSignatureException',
])
const ENDED_KEYS = new Set(['ExpiredTokenException', 'ExpiredToken', 'RequestExpired'])
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
