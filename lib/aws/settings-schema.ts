import { z } from 'zod'
import { DEFAULT_BUDGETS } from '#lib/core/usage/budget.ts'
import { originSchema } from './origin-schema.ts'
import { signUpSettings } from './sign-up-settings.ts'

export type Environment = Record<string, string | undefined>

/** 256 bits where each character carries eight: nobody guesses it. */
export const TICKET_KEY_CHARACTERS = 32

/** What stands in the place of a model's id. */
export const NO_MODEL = 'none'

const whole = z.coerce.number().int().positive().max(1_000_000_000)
const webUrl = z.url({ protocol: /^https?$/ })
const optionalUrl = webUrl.optional()
/** Beyond nine times as many, millionths of a dollar are counted wrongly. */
export const MAX_BUDGET_USD = 1_000_000_000
/** US dollars; null where whoever operates it wants no limit, and says so. */
const budget = z.union([
  z.literal('none').transform(() => null),
  z.coerce.number().positive().max(MAX_BUDGET_USD),
])

/** Every setting there is, with the words that say what belongs there. */
export const settingsSchema = z.object({
  AWS_REGION: z.string().min(1).describe('the AWS region, such as us-east-1'),
  DOCENT_BOTS_TABLE: z.string().min(1).describe('the name of the DynamoDB table of bots'),
  DOCENT_VECTORS_TABLE: z.string().min(1).describe('the name of the DynamoDB table of passages'),
  DOCENT_BUCKET: z.string().min(1).describe('the name of the S3 bucket'),
  DOCENT_VECTOR_BUCKET: z
    .string()
    .min(1)
    .optional()
    .describe('the name of the S3 vector bucket, for guides that are moved there'),
  DOCENT_USER_POOL_ID: z
    .string()
    .regex(/^[\w-]+_\w+$/)
    .describe('the id of the Cognito user pool, such as us-east-1_AbCdEf'),
  DOCENT_USER_POOL_CLIENT_ID: z.string().min(1).describe("the id of the user pool's web client"),
  DOCENT_TICKET_KEY: z
    .string()
    .min(TICKET_KEY_CHARACTERS)
    .optional()
    .describe(
      `at least ${TICKET_KEY_CHARACTERS} random characters that sign visitors’ tickets, or leave it out and give DOCENT_TICKET_SECRET`,
    ),
  DOCENT_TICKET_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe(
      'the name or ARN of the secret in Secrets Manager that holds the key, or give DOCENT_TICKET_KEY',
    ),
  DOCENT_PUBLIC_URL: originSchema.describe(
    'the address of this installation without a path, such as https://docent.example.com',
  ),
  DOCENT_EMBED_URL: originSchema
    .optional()
    .describe(
      'a second address of this installation without a path, for the frames on other sites, such as https://embed.example.com',
    ),
  DOCENT_CHAT_URL: optionalUrl.describe('where questions are sent, if not to this installation itself'),
  DOCENT_STOP_POLL_SECONDS: z.coerce
    .number()
    .min(0.05)
    .max(30)
    .optional()
    .describe('how often an answer looks whether its reader wants it to end, where connections do not tell'),
  DOCENT_BEDROCK_PROFILE: z
    .string()
    .min(1)
    .optional()
    .describe('the profile of the AWS configuration on this machine that calls Bedrock, and nothing else'),
  DOCENT_BEDROCK_REGION: z
    .string()
    .min(1)
    .optional()
    .describe('the AWS region of Bedrock, if not that of everything else'),
  DOCENT_CHAT_MODEL: z
    .string()
    .min(1)
    .default('us.anthropic.claude-haiku-4-5-20251001-v1:0')
    .describe('the Bedrock model that answers, or none: guides then answer with quotes only'),
  DOCENT_MODEL_SILENCE_SECONDS: z.coerce
    .number()
    .positive()
    .max(3_600)
    .default(60)
    .describe('after how long without a word the model that answers is given up, in seconds'),
  DOCENT_CHAT_MODEL_NAME: z
    .string()
    .min(1)
    .optional()
    .describe('what owners are told the model that answers is called, if not by its id'),
  DOCENT_CHAT_MODEL_PLACE: z
    .string()
    .min(1)
    .optional()
    .describe('where owners are told the model answers, if not at Bedrock, such as 127.0.0.1:11434'),
  DOCENT_EMBEDDING_MODEL: z
    .string()
    .min(1)
    .default('amazon.titan-embed-text-v2:0')
    .describe('the Bedrock model that compares texts'),
  DOCENT_EMBEDDING_DIMENSIONS: z
    .enum(['256', '512', '1024'])
    .default('1024')
    .transform(Number)
    .describe('256, 512 or 1024'),
  DOCENT_RERANK_MODEL: z
    .string()
    .min(1)
    .optional()
    .describe(
      'a Bedrock model that puts passages into order, such as cohere.rerank-v3-5:0; none where unset',
    ),
  DOCENT_LEXICAL_WEIGHT: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('0 to 1: how much words count against meaning'),
  DOCENT_MAX_UPLOAD_MB: z.coerce
    .number()
    .positive()
    .max(100)
    .default(25)
    .describe('the largest document, in megabytes'),
  DOCENT_EXTRACTION_SECONDS: z.coerce
    .number()
    .positive()
    .default(20)
    .describe('how long reading one document may take'),
  DOCENT_INGEST_QUEUE_URL: optionalUrl.describe('the address of the SQS queue of documents to prepare'),
  DOCENT_HEALTH_URL: optionalUrl.describe(
    'the address of the pages whose health the sweep asks for, where they are to be watched',
  ),
  DOCENT_EXTRACT_FUNCTION: z
    .string()
    .min(1)
    .optional()
    .describe(
      'the name of the Lambda function that reads documents, where that is not done by whoever prepares them',
    ),
  DOCENT_LEASE_SECONDS: z.coerce
    .number()
    .positive()
    .default(15)
    .describe('after how long without a sign of life a worker is taken for dead'),
  DOCENT_QUESTIONS_PER_VISITOR: whole.default(20).describe('questions a minute of one visitor'),
  DOCENT_QUESTIONS_PER_ADDRESS: whole.default(60).describe('questions a minute from one network address'),
  DOCENT_QUESTIONS_PER_BOT: whole.default(600).describe('questions a minute to one guide'),
  DOCENT_FRAMES_PER_ADDRESS: whole
    .default(120)
    .describe(
      'chats opened a minute from one network address; as many go on, are stopped and show their button',
    ),
  DOCENT_REQUESTS_PER_OWNER: whole.default(600).describe('requests a minute of one owner'),
  DOCENT_BUDGET_BOT_DAY_USD: budget
    .default(DEFAULT_BUDGETS.botDay)
    .describe(
      'what one guide may spend on models a day, in US dollars up to 1,000,000,000, such as 5, or none',
    ),
  DOCENT_BUDGET_BOT_MONTH_USD: budget
    .default(DEFAULT_BUDGETS.botMonth)
    .describe(
      'what one guide may spend on models a month, in US dollars up to 1,000,000,000, such as 50, or none',
    ),
  DOCENT_BUDGET_OWNER_DAY_USD: budget
    .default(DEFAULT_BUDGETS.ownerDay)
    .describe(
      'what all guides of one owner may spend on models a day, in US dollars up to 1,000,000,000, such as 10, or none',
    ),
  DOCENT_BUDGET_OWNER_MONTH_USD: budget
    .default(DEFAULT_BUDGETS.ownerMonth)
    .describe(
      'what all guides of one owner may spend on models a month, in US dollars up to 1,000,000,000, such as 100, or none',
    ),
  DOCENT_METRICS_NAMESPACE: z
    .string()
    .regex(/^[\w./#:-]{1,255}$/)
    .optional()
    .describe('the CloudWatch namespace of our figures, such as Docent; without it none are printed'),
  DOCENT_INSTALLATION: z
    .string()
    .regex(/^[!-~][ -~]{0,254}$/)
    .optional()
    .describe('which of several installations in an account this is, in letters and signs of English'),
  DOCENT_TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .default(1)
    .describe('how many proxies of ours stand before the server'),
  DOCENT_INDEX_MEGABYTES: whole.default(512).describe('memory for the passages of guides in use'),
  DOCENT_GUIDE_BOT_ID: z
    .string()
    .regex(/^bot_[\w-]{1,60}$/)
    .optional()
    .describe(
      'the guide that answers on the landing page, by its id, such as bot_01J00000000000000000000000',
    ),
  DOCENT_FOREIGN_PAGE_URL: optionalUrl.describe('a page elsewhere that carries the guide'),
  DOCENT_GOOGLE_SIGN_IN_HOST: z
    .hostname()
    .optional()
    .describe(
      'the host of the user pool where people sign in with Google, such as docent.auth.us-east-1.amazoncognito.com',
    ),
  DOCENT_SIGN_UP: signUpSettings.DOCENT_SIGN_UP,
  DOCENT_MAILBOX_URL: optionalUrl.describe('a page that shows the mail this installation sends'),
  DOCENT_DEVELOPMENT_TOOLS: z
    .stringbool()
    .default(false)
    .describe('true to let hot reload run, never where visitors come'),
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: optionalUrl.describe(
    'where Cognito answers, if not at its usual address',
  ),
  AWS_ENDPOINT_URL_S3: optionalUrl.describe('where S3 answers, if not at its usual address'),
})

export const modelSettingsSchema = settingsSchema.pick({
  AWS_REGION: true,
  DOCENT_BEDROCK_PROFILE: true,
  DOCENT_BEDROCK_REGION: true,
  DOCENT_CHAT_MODEL: true,
  DOCENT_EMBEDDING_MODEL: true,
  DOCENT_RERANK_MODEL: true,
})

/** A console saves a field left empty as an empty value; read as a number it would be 0. */
export function given(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()))
}
