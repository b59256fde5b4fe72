import { join } from 'node:path'
import { parseSignUp } from '#lib/aws/sign-up-settings.ts'
import { type ForeignPage, startForeignPage } from '#lib/laptop/foreign-page.ts'
import { takeFreePort } from '#lib/laptop/free-port.ts'
import { type LocalAccount, openInstallation, writePrivately } from '#lib/laptop/installation.ts'
import { leaveEnvironment } from '#lib/laptop/installation-environment.ts'
import { type LanguageModel, NO_LANGUAGE_MODEL } from '#lib/laptop/language-model.ts'
import {
  type LocalPlaces,
  localEnvironment,
  localOutputs,
  withoutAws,
} from '#lib/laptop/local-environment.ts'
import { makeOwner, type OwnerAccount, signInOwner } from '#lib/laptop/owner-account.ts'
import { ownerApi } from '#lib/laptop/owner-api.ts'
import { type AwsPlace, awsPlace, type Provisioned, provision } from '#lib/laptop/provision.ts'
import { prepareGuide, readGuide } from '#lib/laptop/sample-guide.ts'
import { buildWidget } from '../build/build-widget.ts'
import { ensureBuilt } from '../build/production-build.ts'
import { PROJECT_ROOT } from '../project-root.ts'
import { checkSettings, unreadLines } from './check-settings.ts'
import { type ServiceProcess, startServiceProcess } from './service-process.ts'

export interface StartOptions {
  /** Everything that outlives the process. */
  dataFolder: string
  /** Where to look first; 0 for any free port. */
  ports?: Partial<Record<'app' | 'foreign' | 'aws' | 'worker', number>>
  /** `hosted`: the app as Amplify Hosting would run it, answers in one piece. */
  build: 'production' | 'dev' | 'hosted'
  /** No progress on stdout. */
  quiet: boolean
  /** Make the demo account, the sample guide and the foreign page that shows it. */
  demo: boolean
  /** Keys of the AWS on loopback, for a new data folder; made up otherwise. */
  account?: LocalAccount
  /** Who writes the answers; nobody where left out, answers are quotes then. */
  languageModel?: LanguageModel
  /** How long documents of the sample guide are waited for; until they are ready where left out. */
  guidePatienceMs?: number
  /** Environment of the app and the worker, over what this machine's place needs. */
  settings?: Record<string, string>
  /** Options of Node's for the app alone, such as `--inspect`. */
  appNodeOptions?: readonly string[]
  /** A service keeps dying and was given up; everything else still runs. */
  onGivenUp?: (why: string) => void
}

export interface RunningDocent {
  appUrl: string
  awsUrl: string
  /** A page of another site that shows the sample guide; null without demo. */
  foreignUrl: string | null
  account: LocalAccount
  aws: AwsPlace
  pool: Provisioned
  demo: OwnerAccount | null
  guideBotId: string | null
  languageModel: LanguageModel
  /** Why there is no sample guide, or an old one; null where all is well. */
  guideProblem: string | null
  /** The settings the app runs with. */
  env: Record<string, string>
  processes: { aws: ServiceProcess; worker: ServiceProcess; app: ServiceProcess }
  close(): Promise<void>
}

const PREFERRED_PORTS = { app: 3000, foreign: 3100, aws: 3200, worker: 3300 }

/** Starts the whole of Docent on this machine: AWS on loopback, worker, app, and the demo where asked. */
export async function startDocent(options: StartOptions): Promise<RunningDocent> {
  const say = options.quiet ? () => {} : (line: string) => console.log(line)
  const closers: (() => Promise<void>)[] = []
  const close = async () => {
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer()
  }
  try {
    const started = await startAll(options, say, closers)
    return { ...started, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function startAll(
  options: StartOptions,
  say: (line: string) => void,
  closers: (() => Promise<void>)[],
) {
  const { dataFolder, demo, languageModel = NO_LANGUAGE_MODEL } = options
  const { account, accountFile, secrets } = openInstallation(dataFolder, options.account)
  checkSettings(process.env, { languageModel, over: options.settings })
  for (const line of unreadLines(process.env)) say(line)
  const signUp = parseSignUp({ ...process.env, ...options.settings }).mode
  const ports = await takePorts(options, say)
  const appUrl = `http://127.0.0.1:${ports.app}`
  const awsUrl = `http://127.0.0.1:${ports.aws}`
  const inherited = withoutAws(process.env)
  await (options.build === 'dev' ? buildWidget() : ensureBuilt(PROJECT_ROOT, say))

  async function startService(name: string, readyWhen: 'line' | URL, env: NodeJS.ProcessEnv, args: string[]) {
    const service = await startServiceProcess({
      name,
      args,
      readyWhen,
      cwd: PROJECT_ROOT,
      env,
      onError: line => say(`[${name}] ${line}`),
      onDeath: why => say(`${why}\n${name} is being started again.`),
      onGivenUp: why => options.onGivenUp?.(why),
    })
    closers.push(() => service.stop())
    return service
  }

  say('Starting …')
  const forwarding = { LOCAL_MODEL_URL: languageModel.server?.url, LOCAL_MODEL: languageModel.server?.model }
  const aws = await startService('AWS on loopback', 'line', { ...inherited, ...forwarding }, [
    'lib/local-aws/main.ts',
    ...['--port', String(ports.aws), '--data', join(dataFolder, 'aws'), '--account-file', accountFile],
    ...['--notify', `http://127.0.0.1:${ports.worker}/events`, '--die-with-parent'],
    ...['--functions', `http://127.0.0.1:${ports.worker}`],
    ...['--page', appUrl, '--page', `http://localhost:${ports.app}`],
  ])
  const place = awsPlace(awsUrl, account)
  const pool = await provision(place, appUrl, signUp)
  const foreign = demo ? await startForeign(ports.foreign, closers) : null
  const places: LocalPlaces = {
    ...{ account, awsUrl, appUrl, ...pool, ticketKey: secrets.ticketKey },
    foreignUrl: foreign?.url ?? null,
    guideBotId: (demo && readGuide(dataFolder)?.botId) || null,
    languageModel,
    developmentTools: options.build === 'dev',
  }
  // As a deployment leaves it, for whoever wants to see what is where.
  writePrivately(join(dataFolder, 'amplify_outputs.json'), localOutputs(places, process.env))
  leaveEnvironment(dataFolder, { ...localEnvironment(places, process.env), ...options.settings })
  const environment = () => ({
    ...inherited,
    ...localEnvironment(places, process.env),
    ...options.settings,
  })
  const [worker, app] = await Promise.all([
    startService('worker', 'line', environment(), [
      'lib/cli/start/worker.ts',
      '--port',
      String(ports.worker),
    ]),
    startService('app', new URL('/docent.js', appUrl), environment(), appArguments(options, ports.app)),
  ])
  const processes = { aws, worker, app }

  let guideProblem: string | null = null
  if (demo) {
    await makeOwner(place, pool, secrets.demo)
    try {
      await refreshGuide()
    } catch (error) {
      // The product works without its sample; whoever started us decides what it is worth.
      guideProblem = (error as Error).message
    }
    if (foreign && places.guideBotId) foreign.showBot({ docentUrl: appUrl, botId: places.guideBotId })
  }

  return {
    ...{ appUrl, awsUrl, foreignUrl: places.foreignUrl, account, aws: place, pool, processes },
    demo: demo ? secrets.demo : null,
    guideBotId: places.guideBotId,
    languageModel,
    guideProblem,
    env: localEnvironment(places, process.env),
  }

  async function refreshGuide() {
    const token = await signInOwner(awsUrl, pool, secrets.demo)
    if (!token)
      throw new Error('The demo account has another password by now, so its sample guide stays as it is.')
    const api = ownerApi(appUrl, token)
    const { botId } = await prepareGuide({
      api,
      root: PROJECT_ROOT,
      dataFolder,
      foreignOrigin: foreign!.url,
      say,
      patienceMs: options.guidePatienceMs,
    })
    if (botId === places.guideBotId) return
    // The app reads its settings once, at its start.
    places.guideBotId = botId
    await app.restart(environment())
  }
}

async function takePorts({ ports = {}, demo }: StartOptions, say: (line: string) => void) {
  const wanted = { ...PREFERRED_PORTS, ...ports }
  const reserved = new Set<number>()
  const app = await takeFreePort(wanted.app, reserved)
  if (wanted.app !== 0 && app !== wanted.app) say(`Port ${wanted.app} is taken; using ${app}.`)
  return {
    app,
    foreign: demo ? await takeFreePort(wanted.foreign, reserved) : 0,
    aws: await takeFreePort(wanted.aws, reserved),
    worker: await takeFreePort(wanted.worker, reserved),
  }
}

async function startForeign(port: number, closers: (() => Promise<void>)[]): Promise<ForeignPage> {
  const page = await startForeignPage(port)
  closers.push(() => page.close())
  return page
}

/** Next knows nothing of our pipe, so what watches it is loaded before Next. */
function appArguments({ build, dataFolder, appNodeOptions = [] }: StartOptions, port: number): string[] {
  const watcher = [...appNodeOptions, '--import', new URL('die-with-parent.ts', import.meta.url).href]
  if (build === 'dev')
    return [...watcher, 'node_modules/next/dist/bin/next', 'dev', '-H', '127.0.0.1', '-p', String(port)]
  if (build === 'hosted') return [...watcher, 'lib/cli/start/hosted-app.ts', String(port), dataFolder]
  return [...watcher, 'lib/cli/start/next-server.ts', String(port)]
}
