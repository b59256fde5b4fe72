import type { z } from 'zod'
import type { SignUp } from '#lib/core/invitations.ts'
import type { BedrockPlace } from './bedrock-place.ts'
import { parseCanaryPage } from './canary-settings.ts'
import { complaint, examineSettings, needAttention } from './setting-complaints.ts'
import {
  type Environment,
  given,
  modelSettingsSchema,
  NO_MODEL,
  type settingsSchema,
} from './settings-schema.ts'
import { parseSignUp } from './sign-up-settings.ts'

/**
 * Everything that differs from place to place, read once. The only reader of the environment. Where AWS
 * answers is the SDK's own business (`AWS_ENDPOINT_URL_…`): the product does not know whether it runs in
 * an account or on a laptop.
 */
export function settings(): Settings {
  parsed ??= parseSettings(process.env)
  return parsed
}

let parsed: Settings | undefined

/** Who may make an account, for what knows nothing else of this installation. Throws as `parseSignUp` does. */
export function signUpRule(): SignUp {
  return parseSignUp(process.env)
}

/** Whom the canary asks, for what knows nothing else of this installation. Throws as `parseCanaryPage` does. */
export function canaryPageHere(): string {
  return parseCanaryPage(process.env)
}

const MEGABYTE = 1_048_576

/** Throws naming each bad setting and what belongs there, never its value. */
export function parseSettings(environment: Environment) {
  const { result, lines } = examineSettings(environment)
  if (!result.success || lines.length) throw needAttention(lines)
  const env = result.data
  const publicUrl = new URL(env.DOCENT_PUBLIC_URL).origin
  return {
    region: env.AWS_REGION,
    botsTable: env.DOCENT_BOTS_TABLE,
    vectorsTable: env.DOCENT_VECTORS_TABLE,
    bucket: env.DOCENT_BUCKET,
    vectorBucket: env.DOCENT_VECTOR_BUCKET ?? null,
    userPoolId: env.DOCENT_USER_POOL_ID,
    userPoolClientId: env.DOCENT_USER_POOL_CLIENT_ID,
    cognitoEndpoint: env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ?? null,
    s3Endpoint: env.AWS_ENDPOINT_URL_S3 ?? null,
    ticketKey: ticketKeyOf(env),
    publicUrl,
    /** The origin that the line for other sites names; frames live there, apart from signed-in owners. */
    embedUrl: new URL(env.DOCENT_EMBED_URL ?? publicUrl).origin,
    chatUrl: env.DOCENT_CHAT_URL ?? `${publicUrl}/api/chat`,
    /** Told of a Stop where the chat is elsewhere and may not see it; null where the connection tells. */
    stopUrl: new URL(env.DOCENT_CHAT_URL ?? publicUrl).origin === publicUrl ? null : '/api/chat/stop',
    stopPollMs: env.DOCENT_STOP_POLL_SECONDS ? env.DOCENT_STOP_POLL_SECONDS * 1_000 : null,
    bedrock: bedrockOf(env),
    chatModel: chatModelOf(env.DOCENT_CHAT_MODEL),
    modelSilenceMs: env.DOCENT_MODEL_SILENCE_SECONDS * 1_000,
    /** For people. */
    chatModelName:
      chatModelOf(env.DOCENT_CHAT_MODEL) && (env.DOCENT_CHAT_MODEL_NAME ?? env.DOCENT_CHAT_MODEL),
    /** Null: Bedrock. */
    chatModelPlace: env.DOCENT_CHAT_MODEL_PLACE ?? null,
    embeddingModel: env.DOCENT_EMBEDDING_MODEL,
    embeddingDimensions: env.DOCENT_EMBEDDING_DIMENSIONS,
    ...encodersOf(env),
    rerankModel: env.DOCENT_RERANK_MODEL ?? null,
    lexicalWeight: env.DOCENT_LEXICAL_WEIGHT,
    maxUploadBytes: Math.floor(env.DOCENT_MAX_UPLOAD_MB * MEGABYTE),
    extractionMs: env.DOCENT_EXTRACTION_SECONDS * 1_000,
    ingestQueueUrl: env.DOCENT_INGEST_QUEUE_URL ?? null,
    healthUrl: env.DOCENT_HEALTH_URL ?? null,
    extractFunction: env.DOCENT_EXTRACT_FUNCTION ?? null,
    leaseMs: env.DOCENT_LEASE_SECONDS * 1_000,
    limits: {
      perVisitor: env.DOCENT_QUESTIONS_PER_VISITOR,
      perAddress: env.DOCENT_QUESTIONS_PER_ADDRESS,
      perBot: env.DOCENT_QUESTIONS_PER_BOT,
    },
    framesPerAddress: env.DOCENT_FRAMES_PER_ADDRESS,
    requestsPerOwner: env.DOCENT_REQUESTS_PER_OWNER,
    /** US dollars; null: no limit. */
    budgets: {
      botDay: env.DOCENT_BUDGET_BOT_DAY_USD,
      botMonth: env.DOCENT_BUDGET_BOT_MONTH_USD,
      ownerDay: env.DOCENT_BUDGET_OWNER_DAY_USD,
      ownerMonth: env.DOCENT_BUDGET_OWNER_MONTH_USD,
    },
    metricsNamespace: env.DOCENT_METRICS_NAMESPACE ?? null,
    installation: env.DOCENT_INSTALLATION ?? null,
    trustedProxies: env.DOCENT_TRUSTED_PROXIES,
    indexBytes: env.DOCENT_INDEX_MEGABYTES * MEGABYTE,
    guideBotId: env.DOCENT_GUIDE_BOT_ID ?? null,
    foreignPageUrl: env.DOCENT_FOREIGN_PAGE_URL ?? null,
    googleSignInHost: env.DOCENT_GOOGLE_SIGN_IN_HOST ?? null,
    /** For the words of pages: the user pool is what lets people in or not. */
    signUp: env.DOCENT_SIGN_UP,
    mailboxUrl: env.DOCENT_MAILBOX_URL ?? null,
    developmentTools: env.DOCENT_DEVELOPMENT_TOOLS,
  }
}
export type Settings = ReturnType<typeof parseSettings>

/** What is known of the models before anything else is set up. Throws as `parseSettings` does. */
export function parseModelSettings(
  environment: Environment,
): Pick<Settings, 'bedrock' | 'chatModel' | 'embeddingModel' | 'rerankModel'> {
  const result = modelSettingsSchema.safeParse(given(environment))
  if (!result.success) {
    throw needAttention(result.error.issues.map(issue => complaint(String(issue.path[0]), environment)))
  }
  const env = result.data
  return {
    bedrock: bedrockOf(env),
    chatModel: chatModelOf(env.DOCENT_CHAT_MODEL),
    embeddingModel: env.DOCENT_EMBEDDING_MODEL,
    rerankModel: env.DOCENT_RERANK_MODEL ?? null,
  }
}

function bedrockOf(env: z.output<typeof modelSettingsSchema>): BedrockPlace {
  return {
    region: env.DOCENT_BEDROCK_REGION ?? env.AWS_REGION,
    profile: env.DOCENT_BEDROCK_PROFILE ?? null,
  }
}

/**
 * `unnotedEncoder` made the vectors of documents that do not say which did: the one of the same settings. With a
 * profile another Bedrock answers under the same id, on a laptop: its vectors are others.
 */
function encodersOf({
  DOCENT_EMBEDDING_MODEL: model,
  DOCENT_EMBEDDING_DIMENSIONS: dimensions,
  DOCENT_BEDROCK_PROFILE: profile,
}: z.output<typeof settingsSchema>) {
  const unnotedEncoder = `${model}/${dimensions}`
  return { encoderName: profile ? `${unnotedEncoder}@profile` : unnotedEncoder, unnotedEncoder }
}

/** Null where no language model is wanted. */
function chatModelOf(given: string): string | null {
  return given.toLowerCase() === NO_MODEL ? null : given
}

/** The key itself, or the secret in Secrets Manager that holds it. */
function ticketKeyOf(env: z.output<typeof settingsSchema>): { key: string } | { secret: string } {
  return env.DOCENT_TICKET_SECRET ? { secret: env.DOCENT_TICKET_SECRET } : { key: env.DOCENT_TICKET_KEY! }
}
