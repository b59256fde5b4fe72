import { type AmplifyOutputs, environmentOf } from '#lib/aws/amplify-outputs.ts'
import type { BedrockPlace } from '#lib/aws/bedrock-place.ts'
import type { LocalAccount } from './installation.ts'
import { type LanguageModel, placeOf } from './language-model.ts'

export interface LocalPlaces {
  account: LocalAccount
  /** Where the AWS on loopback answers. */
  awsUrl: string
  /** Where the app answers. */
  appUrl: string
  /** A page of another site; null where none is served. */
  foreignUrl: string | null
  userPoolId: string
  userPoolClientId: string
  ticketKey: string
  guideBotId: string | null
  languageModel: LanguageModel
  /** Lets hot reload through the security policy. */
  developmentTools: boolean
}

export const TABLES = { bots: 'docent-bots', vectors: 'docent-vectors' }
export const BUCKET = 'docent-files'
export const VECTOR_BUCKET = 'docent-vectors'

/** The built-in encoder finds less by meaning than Titan does; words make up for it. */
export const BUILT_IN_LEXICAL_WEIGHT = 0.7

/** A computer without a graphics card loads its model for half a minute, and reads a question's passages for another. */
const SERVER_SILENCE_SECONDS = '180'

/**
 * What a deployment writes to amplify_outputs.json, of this machine. `theirs` is the environment we were started
 * in; its own choice of the model that compares texts stays.
 */
export function localOutputs(places: LocalPlaces, theirs: NodeJS.ProcessEnv): AmplifyOutputs {
  const { region } = places.account
  const { userPoolId, userPoolClientId } = places
  return {
    version: '1.4',
    auth: { aws_region: region, user_pool_id: userPoolId, user_pool_client_id: userPoolClientId },
    storage: { aws_region: region, bucket_name: BUCKET },
    custom: {
      docent: {
        region,
        botsTable: TABLES.bots,
        vectorsTable: TABLES.vectors,
        bucket: BUCKET,
        vectorBucket: VECTOR_BUCKET,
        userPoolId,
        userPoolClientId,
        chatUrl: `${places.appUrl}/api/chat`,
        chatModel: places.languageModel.id,
        embeddingModel: theirs.DOCENT_EMBEDDING_MODEL || 'amazon.titan-embed-text-v2:0',
        embeddingDimensions: 1024,
      },
    },
  }
}

/**
 * Everything that makes this machine the place where Docent runs: the same settings a deployment has,
 * made of the same outputs, with AWS's endpoints on loopback. What `theirs` says about AWS does not reach us.
 */
export function localEnvironment(places: LocalPlaces, theirs: NodeJS.ProcessEnv): Record<string, string> {
  const { account, awsUrl, languageModel } = places
  return {
    ...environmentOf(localOutputs(places, theirs)),
    AWS_ACCESS_KEY_ID: account.accessKeyId,
    AWS_SECRET_ACCESS_KEY: account.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL_DYNAMODB: awsUrl,
    AWS_ENDPOINT_URL_S3: awsUrl,
    AWS_ENDPOINT_URL_S3VECTORS: awsUrl,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: awsUrl,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: awsUrl,
    AWS_ENDPOINT_URL_SQS: awsUrl,
    DOCENT_TICKET_KEY: places.ticketKey,
    DOCENT_PUBLIC_URL: places.appUrl,
    DOCENT_MAILBOX_URL: `${awsUrl}/_mailbox`,
    ...(languageModel.bedrock ? realBedrock(languageModel.bedrock, theirs) : bedrockOnLoopback(awsUrl)),
    ...(languageModel.name && { DOCENT_CHAT_MODEL_NAME: languageModel.name }),
    ...(languageModel.server && {
      DOCENT_CHAT_MODEL_PLACE: placeOf(languageModel.server),
      DOCENT_MODEL_SILENCE_SECONDS: theirs.DOCENT_MODEL_SILENCE_SECONDS ?? SERVER_SILENCE_SECONDS,
    }),
    ...(theirs.DOCENT_RERANK_MODEL && { DOCENT_RERANK_MODEL: theirs.DOCENT_RERANK_MODEL }),
    ...(places.guideBotId && { DOCENT_GUIDE_BOT_ID: places.guideBotId }),
    ...(places.foreignUrl && { DOCENT_FOREIGN_PAGE_URL: places.foreignUrl }),
    ...(places.developmentTools && { DOCENT_DEVELOPMENT_TOOLS: 'true' }),
    NEXT_TELEMETRY_DISABLED: '1',
    // Loopback never goes through a proxy.
    NO_PROXY: [theirs.NO_PROXY, '127.0.0.1', 'localhost'].filter(Boolean).join(','),
  }
}

const BEDROCK_ENDPOINTS = [
  'AWS_ENDPOINT_URL_BEDROCK',
  'AWS_ENDPOINT_URL_BEDROCK_RUNTIME',
  'AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME',
]
/** Where the AWS configuration lies, if not in the home folder. */
const AWS_FILES = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']

function bedrockOnLoopback(awsUrl: string): Record<string, string> {
  return {
    ...Object.fromEntries(BEDROCK_ENDPOINTS.map(name => [name, awsUrl])),
    DOCENT_LEXICAL_WEIGHT: String(BUILT_IN_LEXICAL_WEIGHT),
  }
}

/** A profile's name, never its keys: every client but Bedrock's keeps those of the AWS on loopback. */
function realBedrock({ profile, region }: BedrockPlace, theirs: NodeJS.ProcessEnv): Record<string, string> {
  const kept = [...AWS_FILES, ...BEDROCK_ENDPOINTS].flatMap(name =>
    theirs[name] ? [[name, theirs[name]]] : [],
  )
  return {
    ...Object.fromEntries(kept),
    ...(profile && { DOCENT_BEDROCK_PROFILE: profile }),
    DOCENT_BEDROCK_REGION: region,
  }
}

/** The environment we were started in, without what would point a child at somebody's real AWS. */
export function withoutAws(theirs: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(theirs).filter(([name]) => !name.startsWith('AWS_') && name !== MODE)
  return Object.fromEntries(kept) as NodeJS.ProcessEnv
}

/** Next decides on it by its own command; a value from outside makes a mixture. */
const MODE = 'NODE_ENV'
