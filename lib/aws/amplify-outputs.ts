import { z } from 'zod'
import { originSchema } from './origin-schema.ts'

const name = z.string().min(1)
const region = name.describe('the AWS region, such as us-east-1')
const poolId = z.string().regex(/^[\w-]+_\w+$/)

/**
 * `amplify_outputs.json` as far as Docent reads it: what Amplify itself writes of sign-in and files (format
 * version 1), and our own part. Amplify adds more; it is left out here. Holds no secret.
 */
const outputsSchema = z.object({
  version: z
    .string()
    .regex(/^1(\.\d+)?$/)
    .describe('a file of format version 1'),
  auth: z.object({
    aws_region: region,
    user_pool_id: poolId.describe('the id of the user pool'),
    user_pool_client_id: name.describe("the id of the pool's web client"),
    /** Absent where there is only e-mail and password. */
    oauth: z
      .object({
        identity_providers: z.array(z.string()),
        domain: z.hostname().describe("the host of the pool's own sign-in pages"),
      })
      .optional(),
  }),
  storage: z.object({ aws_region: region, bucket_name: name.describe('the name of the bucket') }),
  custom: z.object({
    docent: z.object({
      region,
      botsTable: name.describe('the name of the table of bots'),
      vectorsTable: name.describe('the name of the table of passages'),
      bucket: name.describe('the name of the bucket'),
      /** Absent where no bot may be moved there. */
      vectorBucket: name.optional().describe('the name of the vector bucket'),
      userPoolId: poolId.describe('the id of the user pool'),
      userPoolClientId: name.describe("the id of the pool's web client"),
      chatUrl: z.url({ protocol: /^https?$/ }).describe('where questions are sent'),
      /** Absent where the key itself is handed over: on a laptop. */
      ticketSecret: name.optional().describe('the name or ARN of the secret with the ticket key'),
      chatModel: name.describe('the model that answers'),
      embeddingModel: name.describe('the model that compares texts'),
      embeddingDimensions: z.literal([256, 512, 1024]).describe('256, 512 or 1024'),
      /** Absent where nobody collects figures. */
      metricsNamespace: name.optional().describe('the CloudWatch namespace of our figures'),
      /** Absent in what was deployed before there could be several. */
      installation: name.optional().describe('which of several installations in an account this is'),
      /** What nobody but an operator's command needs to know. Absent in what was deployed before there was one. */
      operators: z
        .object({
          publicUrl: originSchema.describe('the address people use'),
          embedUrl: originSchema.describe('the address of the frames on other sites'),
          ingestQueueUrl: z.url().describe('the address of the queue of documents'),
          /** Absent where nothing puts passages into order. */
          rerankModel: name.optional().describe('the model that puts passages into order'),
          alarmTopic: name.describe('the ARN of the topic that alarms go to'),
          alarmsAreMailed: z.boolean().describe('true or false'),
        })
        .optional(),
    }),
  }),
})
export type AmplifyOutputs = z.infer<typeof outputsSchema>

/** Throws naming the file, each bad field and what belongs there. */
export function parseAmplifyOutputs(text: string, file: string): AmplifyOutputs {
  const json = parseJson(text, file)
  const result = outputsSchema.safeParse(json)
  if (result.success) return result.data
  const lines = result.error.issues.map(({ path, message }) => {
    const described = schemaAt(path)?.description
    const wrong = valueAt(json, path) === undefined ? 'is missing' : 'cannot be used'
    return `  ${path.join('.') || 'the file'}: ${wrong}; ${described ? `put ${described}` : message}.`
  })
  throw cannotBeUsed(file, lines.join('\n'), result.error)
}

/** The settings that follow from the outputs, by the names of lib/aws/settings.ts: a list, so that nothing slips in. */
export function environmentOf({ auth, custom: { docent } }: AmplifyOutputs): Record<string, string> {
  return {
    AWS_REGION: docent.region,
    DOCENT_BOTS_TABLE: docent.botsTable,
    DOCENT_VECTORS_TABLE: docent.vectorsTable,
    DOCENT_BUCKET: docent.bucket,
    DOCENT_USER_POOL_ID: docent.userPoolId,
    DOCENT_USER_POOL_CLIENT_ID: docent.userPoolClientId,
    DOCENT_CHAT_URL: docent.chatUrl,
    DOCENT_CHAT_MODEL: docent.chatModel,
    DOCENT_EMBEDDING_MODEL: docent.embeddingModel,
    DOCENT_EMBEDDING_DIMENSIONS: String(docent.embeddingDimensions),
    ...(auth.oauth?.identity_providers.includes('GOOGLE') && {
      DOCENT_GOOGLE_SIGN_IN_HOST: auth.oauth.domain,
    }),
    ...(docent.vectorBucket && { DOCENT_VECTOR_BUCKET: docent.vectorBucket }),
    ...(docent.ticketSecret && { DOCENT_TICKET_SECRET: docent.ticketSecret }),
    ...(docent.installation && { DOCENT_INSTALLATION: docent.installation }),
    ...(docent.metricsNamespace && { DOCENT_METRICS_NAMESPACE: docent.metricsNamespace }),
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw cannotBeUsed(file, '  It is not JSON.', error)
  }
}

function cannotBeUsed(file: string, what: string, cause: unknown): Error {
  const next = 'It is written when the backend is deployed; deploy it again (docs/operate/deploy.md).'
  return new Error(`${file} cannot be used:\n${what}\n${next}`, { cause })
}

function valueAt(json: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null)?.[key], json)
}

function schemaAt(path: PropertyKey[]): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>((schema, key) => {
    const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema
    return inner instanceof z.ZodObject ? inner.shape[key as string] : undefined
  }, outputsSchema)
}
