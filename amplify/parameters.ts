import { z } from 'zod'
import { canaryPage } from '../lib/aws/canary-settings.ts'
import { originSchema } from '../lib/aws/origin-schema.ts'
import { operatorComplaints } from '../lib/aws/setting-complaints.ts'
import { MAX_BUDGET_USD, NO_MODEL } from '../lib/aws/settings-schema.ts'
import { parseSignUp, signUpComplaints, signUpSettings } from '../lib/aws/sign-up-settings.ts'
import { canBeWritten, OPERATORS } from '../lib/cli/build/hosting-environment.ts'

/**
 * What the operator decides, from environment variables at build time: in Amplify Hosting those of the
 * console, on a laptop those of the shell. Nothing secret belongs here: it all ends up in templates.
 */
export type Parameters = ReturnType<typeof parseParameters>

const count = z.coerce.number().int().positive().max(1_000_000_000)
/** Far above any account's quota: some noughts too many are heard here, not by CloudFormation half an hour later. */
const MAX_CONCURRENCY = 100_000
/** `none` lifts the limit that holds where nothing is said. */
const usd = z.union([z.literal('none'), z.coerce.number().positive().max(MAX_BUDGET_USD)])
/** Cost allocation and alarms divide by it; below a dollar AWS bills too coarsely to say anything. */
const monthlyUsd = z.coerce.number().min(1).max(MAX_BUDGET_USD)
/** Ids only: of an ARN we could not tell which models stand behind it, and so could not grant them. */
const modelId = z.string().regex(/^[a-z0-9][\w.:-]*\.[\w.:-]+$/)

/** Browsers keep sign-in, and what a frame stores, to encrypted pages. */
const httpsOrigin = originSchema.refine(url => url.startsWith('https:'))

const parametersSchema = z.object({
  DOCENT_PUBLIC_URL: httpsOrigin.describe(
    'the address of this installation without a path, such as https://docent.example.com',
  ),
  DOCENT_EMBED_URL: httpsOrigin
    .optional()
    .describe(
      'a second address without a path, for the frames on other sites, such as https://embed.example.com',
    ),
  DOCENT_CHAT_MODEL: z
    .union([modelId, z.literal(NO_MODEL)])
    .default('us.anthropic.claude-haiku-4-5-20251001-v1:0')
    .describe(
      'the id of a Bedrock model or inference profile that answers, not an ARN, or none: guides answer with quotes',
    ),
  DOCENT_EMBEDDING_MODEL: z
    .string()
    // What the encoder speaks.
    .regex(/^amazon\.titan-embed-text-v2(:\d+)?$/)
    .default('amazon.titan-embed-text-v2:0')
    .describe('the id of Titan Text Embeddings V2, which compares texts'),
  DOCENT_EMBEDDING_DIMENSIONS: z.enum(['256', '512', '1024']).default('1024').describe('256, 512 or 1024'),
  ...signUpSettings,
  DOCENT_GOOGLE_SIGN_IN: z.stringbool().default(false).describe('true or false'),
  DOCENT_ALARM_EMAIL: z.email().optional().describe('the mail address that alarms go to'),
  DOCENT_MONTHLY_BUDGET_USD: monthlyUsd
    .default(50)
    .describe(
      'how many dollars a month the whole account may cost before you hear of it, up to 1,000,000,000',
    ),
  DOCENT_S3_VECTORS: z
    .stringbool()
    .default(false)
    .describe('true, where guides are to be moved to Amazon S3 Vectors'),
  DOCENT_RESERVE_CONCURRENCY: z
    .stringbool()
    .default(true)
    .describe('true, or false in a new account whose Lambda quota leaves nothing to reserve'),
  DOCENT_CHAT_CONCURRENCY: count
    .max(MAX_CONCURRENCY)
    .default(100)
    .describe('how many answers may be written at the same time, kept free for them, up to 100,000'),
  DOCENT_FIREWALL: z
    .stringbool()
    .default(false)
    .describe('true, where AWS WAF is to stand before the app, which costs (docs/operate/costs.md)'),
  DOCENT_CANARY_URL: canaryPage.optional().describe(canaryPage.description!),
  DOCENT_RERANK_MODEL: modelId
    .optional()
    .describe('the id of a Bedrock model that puts passages into order, such as cohere.rerank-v3-5:0'),
  DOCENT_MODEL_SILENCE_SECONDS: z.coerce
    .number()
    .positive()
    .max(110)
    .optional()
    .describe('after how long without a word the model that answers is given up, up to 110 seconds'),
  DOCENT_LEXICAL_WEIGHT: z.coerce
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('0 to 1: how much words count against meaning'),
  DOCENT_QUESTIONS_PER_VISITOR: count.optional().describe('questions a minute of one visitor'),
  DOCENT_QUESTIONS_PER_ADDRESS: count.optional().describe('questions a minute from one network address'),
  DOCENT_QUESTIONS_PER_BOT: count.optional().describe('questions a minute to one guide'),
  DOCENT_BUDGET_BOT_DAY_USD: usd
    .optional()
    .describe('how many dollars a day one guide may cost, up to 1,000,000,000, or none'),
  DOCENT_BUDGET_BOT_MONTH_USD: usd
    .optional()
    .describe('how many dollars a month one guide may cost, up to 1,000,000,000, or none'),
  DOCENT_BUDGET_OWNER_DAY_USD: usd
    .optional()
    .describe('how many dollars a day one owner may cost, up to 1,000,000,000, or none'),
  DOCENT_BUDGET_OWNER_MONTH_USD: usd
    .optional()
    .describe('how many dollars a month one owner may cost, up to 1,000,000,000, or none'),
})

/**
 * Throws naming each bad parameter and what belongs there: those of the web server too, and what nobody reads because
 * it is misspelt, before anything is deployed.
 */
export function parseParameters(environment: Record<string, string | undefined>) {
  // A console saves a field left empty as an empty value.
  const given = Object.entries(environment).filter(([, value]) => value?.trim())
  const result = parametersSchema.safeParse(Object.fromEntries(given))
  const bad = new Set(result.error?.issues.map(issue => String(issue.path[0])))
  const lines = [...bad].map(name => {
    const { description } = parametersSchema.shape[name as keyof typeof parametersSchema.shape]
    return `  ${name}: ${environment[name]?.trim() ? 'cannot be used' : 'is missing'}; put ${description}.`
  })
  lines.push(...operatorComplaints(environment, Object.keys(parametersSchema.shape), OPERATORS))
  for (const [name, value] of given) {
    if (OPERATORS.includes(name) && !canBeWritten(value!))
      lines.push(
        `  ${name}: cannot be written to the build; put a value on one line, without a backslash and without both ' and \`.`,
      )
  }
  // The two are of no use without each other.
  lines.push(...signUpComplaints(environment).filter(line => !lines.includes(line)))
  const region = environment.AWS_REGION?.trim()
  if (result.data?.DOCENT_FIREWALL && region && region !== FIREWALL_REGION)
    lines.push(
      `  DOCENT_FIREWALL: cannot be used in ${region}, AWS makes such a firewall in ${FIREWALL_REGION} only; leave it out and make it by hand (docs/operate/deploy.md, "A web application firewall").`,
    )
  if (!result.success || lines.length > 0) {
    throw new Error(`The backend cannot be built, these settings need attention:\n${lines.join('\n')}`)
  }
  const values = result.data
  return {
    publicUrl: new URL(values.DOCENT_PUBLIC_URL).origin,
    /** Where visitors’ frames live; they ask from there. */
    embedUrl: new URL(values.DOCENT_EMBED_URL ?? values.DOCENT_PUBLIC_URL).origin,
    /** Null where no language model answers. */
    chatModel: values.DOCENT_CHAT_MODEL === NO_MODEL ? null : values.DOCENT_CHAT_MODEL,
    embeddingModel: values.DOCENT_EMBEDDING_MODEL,
    embeddingDimensions: Number(values.DOCENT_EMBEDDING_DIMENSIONS),
    rerankModel: values.DOCENT_RERANK_MODEL ?? null,
    signUp: parseSignUp(environment),
    googleSignIn: values.DOCENT_GOOGLE_SIGN_IN,
    alarmEmail: values.DOCENT_ALARM_EMAIL ?? null,
    /** Amplify Hosting says it to its own builds; a sandbox has no app. */
    appId: environment.AWS_APP_ID?.trim() || null,
    monthlyBudgetUsd: values.DOCENT_MONTHLY_BUDGET_USD,
    firewall: values.DOCENT_FIREWALL,
    /** Null where nobody asks by itself. */
    canaryPage: values.DOCENT_CANARY_URL ?? null,
    s3Vectors: values.DOCENT_S3_VECTORS,
    reserveConcurrency: values.DOCENT_RESERVE_CONCURRENCY,
    chatConcurrency: values.DOCENT_CHAT_CONCURRENCY,
    /** Under the names that the functions read; those not given are not there. */
    passedOn: Object.fromEntries(
      PASSED_ON.flatMap(name => (values[name] === undefined ? [] : [[name, String(values[name])]])),
    ) as Partial<Record<(typeof PASSED_ON)[number], string>>,
  }
}

/** Of a web ACL before CloudFront, on which Amplify Hosting stands. */
const FIREWALL_REGION = 'us-east-1'

/** What the web server reads too, from the same variables: both must hold the same limits. */
const PASSED_ON = [
  'DOCENT_RERANK_MODEL',
  'DOCENT_MODEL_SILENCE_SECONDS',
  'DOCENT_LEXICAL_WEIGHT',
  'DOCENT_QUESTIONS_PER_VISITOR',
  'DOCENT_QUESTIONS_PER_ADDRESS',
  'DOCENT_QUESTIONS_PER_BOT',
  'DOCENT_BUDGET_BOT_DAY_USD',
  'DOCENT_BUDGET_BOT_MONTH_USD',
  'DOCENT_BUDGET_OWNER_DAY_USD',
  'DOCENT_BUDGET_OWNER_MONTH_USD',
] as const
