import { BedrockClient } from '@aws-sdk/client-bedrock'
import { type BedrockPlace, credentialsOfProfile } from '#lib/aws/bedrock-place.ts'
import { catalogueClient, checkModels } from '#lib/aws/model-access.ts'
import { parseModelSettings } from '#lib/aws/settings.ts'
import { CannotStart } from './cannot-start.ts'
import { type LanguageModel, NO_LANGUAGE_MODEL } from './language-model.ts'

export interface BedrockModel {
  languageModel: LanguageModel
  /** What could not be checked, and why; the models may answer all the same. */
  doubts: string[]
}

/**
 * The models of Amazon Bedrock, called with a profile of the AWS configuration on this machine, the one that the
 * AWS command line would take where none is named. Throws CannotStart where they would not answer.
 * Reads the environment as the AWS command line does, and calls no model.
 */
export async function chooseBedrock(
  named: string | undefined,
  theirs: NodeJS.ProcessEnv,
): Promise<BedrockModel> {
  const profile = named || theirs.AWS_PROFILE || 'default'
  await checkCredentials(profile)
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
    const verdicts = await checkModels(client, models)
    for (const { state, message, cause } of verdicts) {
      const refusal = refusalOf(cause, bedrock)
      if (refusal) throw new CannotStart(refusal, { cause })
      if (state === 'closed') throw new CannotStart(message)
    }
    return {
      languageModel: { ...NO_LANGUAGE_MODEL, id: models.chatModel ?? NO_LANGUAGE_MODEL.id, bedrock },
      doubts: verdicts.filter(({ state }) => state === 'unknown').map(({ message }) => message),
    }
  } finally {
    client.destroy()
  }
}

/** The same model everywhere; its name says from which regions it is called. */
function usualModel(region: string): string {
  const [place = ''] = region.split('-')
  return `${place === 'us' || place === 'eu' ? place : 'global'}.anthropic.claude-haiku-4-5-20251001-v1:0`
}

async function checkCredentials(profile: string): Promise<void> {
  try {
    await credentialsOfProfile(profile)()
  } catch (error) {
    throw new CannotStart(explainCredentials(profile, String(error)), { cause: error })
  }
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
  if (UNREACHABLE.has(code) || cause.name === 'TimeoutError') {
    return `Amazon Bedrock in ${region} cannot be reached (${code || cause.name}). See to the network, then start Docent again.`
  }
  return null
}

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
