import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createBedrock } from './bedrock/service.ts'
import { createCognito } from './cognito/service.ts'
import { leaveFolder, openAsOwner } from './data-folder.ts'
import { createDynamodb } from './dynamodb/service.ts'
import { isTurnedAway } from './front-door.ts'
import { DISK_FULL, isDiskFull, logFailure } from './full-disk.ts'
import { listenOnOnePort } from './one-port.ts'
import { createS3 } from './s3/service.ts'
import { createS3Vectors } from './s3vectors/service.ts'
import { createSecretsManager } from './secretsmanager/service.ts'
import { sendAnswer } from './send-answer.ts'
import type { LocalAccount, LocalRequest, LocalResponse, LocalService } from './service.ts'
import { answerUnmatched, isForNobodyHere } from './unmatched.ts'

export interface LocalAwsOptions {
  /** On 127.0.0.1; 0 picks a free one. */
  port: number
  /** Everything that must outlive the process; one process at a time may own it. */
  dataFolder: string
  account: LocalAccount
  /** Gets a POST for every object created in S3, until it answers 2xx. */
  objectCreatedUrl?: string
  /** Where Lambda's Invoke answers for the functions that user pools name. */
  functionsUrl?: string
  /** Origins of the pages that may call from a browser; every page may where left out. */
  pages?: readonly string[]
  /** Any OpenAI-compatible server, to answer chats instead of the stand-in writer. */
  localModelUrl?: string
  localModelName?: string
  localModelKey?: string
  now?: () => Date
  /** Say nothing on stdout. */
  quiet?: boolean
}

export interface LocalAws {
  port: number
  /** Endpoint for every SDK client, without a slash at the end. */
  url: string
  close(): Promise<void>
}

/**
 * Starts the AWS on loopback: DynamoDB, Cognito, Bedrock, Secrets Manager, S3 Vectors and S3 in this process,
 * on one port. Throws `DataFolderInUse` when another process has the folder open.
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const services = await openServices(options)
  let calls = 0
  const listener = await listenOnOnePort(options.port, (request, response) => {
    if (isTurnedAway(request, response, options.pages)) return
    // Not AWS: so that whoever asks how many calls something takes can count them here.
    if (request.url === '/_calls') sendAnswer(response, 200, JSON_HEADERS, JSON.stringify({ calls }))
    else {
      if (!request.url?.startsWith('/_')) calls += 1
      void route(services, request, response)
    }
  }).catch(async error => {
    await closeAll(services, options.dataFolder)
    throw error
  })
  const url = `http://127.0.0.1:${listener.port}`
  if (!options.quiet) console.log(`AWS on loopback: ${url}, data in ${options.dataFolder}`)

  return {
    port: listener.port,
    url,
    async close() {
      await listener.close()
      await closeAll(services, options.dataFolder)
    },
  }
}

/** DynamoDB opens first because its lock is the whole folder's; S3 comes last because it takes what is left. */
async function openServices(options: LocalAwsOptions): Promise<LocalService[]> {
  const { dataFolder, account, now, objectCreatedUrl, functionsUrl } = options
  await mkdir(dataFolder, { recursive: true })
  const services: LocalService[] = []
  try {
    services.push(
      await openAsOwner(dataFolder, () =>
        createDynamodb({ folder: join(dataFolder, 'dynamodb'), account, now }),
      ),
    )
    services.push(await createCognito({ folder: join(dataFolder, 'cognito'), account, functionsUrl, now }))
    services.push(await createBedrock({ account, localModel: localModel(options), now }))
    services.push(await createSecretsManager({ folder: join(dataFolder, 'secretsmanager'), account, now }))
    services.push(await createS3Vectors({ folder: join(dataFolder, 's3vectors'), account, now }))
    services.push(await createS3({ folder: join(dataFolder, 's3'), account, objectCreatedUrl, now }))
    return services
  } catch (error) {
    await closeAll(services, dataFolder)
    throw error
  }
}

/** As the JSON services of AWS say that something is wrong on their side. */
const DISK_FULL_BODY = JSON.stringify({ __type: 'InternalServerError', message: DISK_FULL })
const JSON_HEADERS = { 'content-type': 'application/x-amz-json-1.0' }

function localModel(options: LocalAwsOptions) {
  if (!options.localModelUrl) return undefined
  return { url: options.localModelUrl, name: options.localModelName, key: options.localModelKey }
}

async function route(services: LocalService[], request: LocalRequest, response: LocalResponse) {
  if (request.url === '/_health') {
    sendAnswer(response, 200, { 'content-type': 'text/plain' }, 'ok\n')
    return
  }
  const service = services.find(candidate => candidate.matches(request))
  if (!service || (service.name === 's3' && isForNobodyHere(request))) {
    answerUnmatched(request, response)
    return
  }
  try {
    await service.handle(request, response)
  } catch (error) {
    // A service answers its own errors, so this is our bug, logged whole and answered blank, or a full disk.
    logFailure(`${service.name} failed on ${request.method} ${request.url}`, error)
    if (response.headersSent) response.destroy()
    else if (isDiskFull(error)) sendAnswer(response, 500, JSON_HEADERS, DISK_FULL_BODY)
    else sendAnswer(response, 500, {})
  }
}

async function closeAll(services: LocalService[], dataFolder: string) {
  const [dynamodb, ...others] = services
  for (const service of others.toReversed()) await service.close()
  if (!dynamodb) return
  // It holds the folder's lock: our name goes from the folder while it is still ours.
  await leaveFolder(dataFolder)
  await dynamodb.close()
}
