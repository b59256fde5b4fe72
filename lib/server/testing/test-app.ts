import { type LanguageModel, NO_LANGUAGE_MODEL } from '../../laptop/language-model.ts'
import { localEnvironment } from '../../laptop/local-environment.ts'
import { makeOwner, signInOwner } from '../../laptop/owner-account.ts'
import { provision } from '../../laptop/provision.ts'
import { openAwsTarget } from '../../local-aws/testing/aws-target.ts'
import { startWorker } from '../ingestion-worker.ts'
import { bedrockControl } from './bedrock-control.ts'
import { freePort } from './free-port.ts'
import { dispatcher, routesOfApp } from './route-tree.ts'

export const APP_URL = 'http://127.0.0.1:3999'

/**
 * The whole server side in this process, on a fresh AWS on loopback: real routes, real adapters, real
 * wire. `call` answers like the web server; with `worker` the ingestion runs as well, unless
 * `objectCreatedUrl` sends S3's events elsewhere.
 */
export async function startTestApp(
  options: {
    worker?: boolean
    objectCreatedUrl?: string
    settings?: Record<string, string>
    languageModel?: LanguageModel
    /** Where the tables are reached, if not straight at the AWS on loopback. */
    tablesAt?: (awsUrl: string) => Promise<string>
    /** The environment that a person started in. */
    theirs?: Record<string, string>
  } = {},
) {
  const workerPort = await freePort()
  const workerUrl = options.worker ? `http://127.0.0.1:${workerPort}/events` : undefined
  const target = await openAwsTarget({ objectCreatedUrl: options.objectCreatedUrl ?? workerUrl })
  if (!target.endpoint) throw new Error('The app is examined against the AWS on loopback only.')
  const place = { endpoint: target.endpoint, region: target.region, credentials: target.credentials! }
  const pool = await provision(place, APP_URL)
  Object.assign(
    process.env,
    localEnvironment(
      {
        account: target.account,
        awsUrl: target.endpoint,
        appUrl: APP_URL,
        foreignUrl: null,
        ...pool,
        ticketKey: 'a-test-key-a-test-key-a-test-key-a-test-key',
        guideBotId: null,
        // The AWS on loopback answers as this model.
        languageModel: options.languageModel ?? { ...NO_LANGUAGE_MODEL, id: 'docent.local-model' },
        developmentTools: false,
      },
      { ...options.theirs } as NodeJS.ProcessEnv,
    ),
    options.tablesAt && { AWS_ENDPOINT_URL_DYNAMODB: await options.tablesAt(target.endpoint) },
    options.settings,
  )
  const routes = await routesOfApp()
  const call = dispatcher(routes, APP_URL)
  const worker = options.worker ? await startWorker({ port: workerPort }) : null
  let owners = 0

  return {
    awsUrl: target.endpoint,
    account: target.account,
    dataFolder: target.dataFolder,
    pool,
    routes,
    call,
    bedrock: bedrockControl(target.endpoint, target.account),
    /** A confirmed, signed-in person; `call` with their token. */
    async newOwner() {
      const owner = { email: `owner${++owners}@example.com`, password: `Quiet-Museum-${owners}` }
      await makeOwner(place, pool, owner)
      const token = await signInOwner(place.endpoint, pool, owner)
      const headers = { authorization: `Bearer ${token}` }
      return {
        token: token!,
        call: (method: Parameters<typeof call>[0], path: string, body?: unknown) =>
          call(method, path, { headers, ...(body !== undefined && { body: JSON.stringify(body) }) }),
      }
    },
    async close() {
      await worker?.close()
      await target.close()
    },
  }
}
export type TestApp = Awaited<ReturnType<typeof startTestApp>>
