import { existsSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { S3Client } from '@aws-sdk/client-s3'
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SQSClient } from '@aws-sdk/client-sqs'
import { type AmplifyOutputs, parseAmplifyOutputs } from '#lib/aws/amplify-outputs.ts'
import { PATIENCE } from '#lib/aws/patience.ts'
import { s3Client } from '#lib/aws/s3-file-store.ts'
import { parseSettings, type Settings } from '#lib/aws/settings.ts'
import { secretsClient } from '#lib/aws/ticket-secret.ts'
import { enterPlace, type OperatorPlace } from '../operator-deps.ts'

/** What is looked at, and with what. */
export interface DoctorPlace {
  settings: Settings
  /** In words. */
  source: string
  /** Without a path; null where nobody says it. */
  publicUrl: string | null
  /** From where the chat is asked, beside the first. */
  embedUrl: string | null
  /** Null: an installation on this machine. */
  deployed: AmplifyOutputs['custom']['docent'] | null
  dynamo: DynamoDBClient
  s3: S3Client
  secrets: SecretsManagerClient
  cognito: CognitoIdentityProviderClient
  /** Null where it is not known. */
  queue: { client: SQSClient; url: string } | null
  clock: () => number
  /** So long one address is waited for. */
  patienceMs: number
  pause(ms: number, signal: AbortSignal): Promise<void>
  close(): void
}

/**
 * The installation that an operator means, as `operatorDeps` finds it; this process runs with its settings from then
 * on. `address` is where people reach it, if not where its outputs say. Throws `NoInstallation`, or in the words of
 * whatever cannot be read.
 */
export async function doctorPlace(
  place: OperatorPlace & { address?: string | undefined },
): Promise<DoctorPlace> {
  const { outputs: file } = place
  // Before it is entered: what it puts there for want of an address is none.
  const shell = process.env.DOCENT_PUBLIC_URL
  await enterPlace(place)
  const deployed =
    file && existsSync(file) ? parseAmplifyOutputs(readFileSync(file, 'utf8'), file).custom.docent : null
  const settings = parseSettings(process.env)
  const { region, s3Endpoint } = settings
  const known = deployed ? (deployed.operators?.publicUrl ?? shell) : settings.publicUrl
  const address = place.address ?? known
  const config = { region, maxAttempts: MOST_TRIES, requestHandler: PATIENCE }
  const dynamo = new DynamoDBClient(config)
  const s3 = s3Client(region, s3Endpoint)
  const secrets = secretsClient(region)
  const cognito = new CognitoIdentityProviderClient(config)
  const queueUrl = deployed?.operators?.ingestQueueUrl ?? settings.ingestQueueUrl
  const queue = queueUrl
    ? { client: new SQSClient({ ...config, endpoint: new URL(queueUrl).origin }), url: queueUrl }
    : null
  return {
    settings: { ...settings, rerankModel: deployed?.operators?.rerankModel ?? settings.rerankModel },
    source: file ?? 'the installation on this machine',
    publicUrl: address ? new URL(address).origin : null,
    embedUrl: deployed?.operators?.embedUrl ?? (deployed ? null : settings.embedUrl),
    deployed,
    ...{ dynamo, s3, secrets, cognito, queue },
    clock: Date.now,
    patienceMs: PATIENCE_MS,
    pause: (ms, signal) => setTimeout(ms, undefined, { signal }),
    close() {
      for (const client of [dynamo, s3, secrets, cognito, queue?.client]) client?.destroy()
    },
  }
}

/** A server that starts for the question takes some seconds, and looks for two. */
const PATIENCE_MS = 12_000
/** Somebody waits for the answer. */
const MOST_TRIES = 2
