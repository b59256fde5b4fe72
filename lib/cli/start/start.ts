import './close-inspector.ts'
import { resolve } from 'node:path'
import { chooseBedrock } from '#lib/laptop/bedrock-model.ts'
import { CannotStart } from '#lib/laptop/cannot-start.ts'
import { checkDataFolder } from '#lib/laptop/data-folder-check.ts'
import { chooseLanguageModel, whoAnswers } from '#lib/laptop/language-model.ts'
import { LITTLE_PATIENCE_MS } from '#lib/laptop/sample-guide.ts'
import { BuildFailed } from '../build/production-build.ts'
import { type Holder, holdFolder } from '../one-at-a-time.ts'
import { PROJECT_ROOT } from '../project-root.ts'
import { readArguments, type StartArguments, USAGE } from './read-arguments.ts'
import { type RunningDocent, type StartOptions, startDocent } from './start-docent.ts'
import { watchSources } from './watch-sources.ts'
import { whenNpmDies } from './when-npm-dies.ts'

/**
 * `npm start`, `npm run dev`: Docent on this machine until Ctrl-C.
 *   --dev        rebuilds what changes
 *   --port N     where to look for a free port first (3000)
 *   --data DIR   where everything is kept (.docent)
 *   --bedrock[=PROFILE]  the models of Amazon Bedrock, with a profile of the AWS configuration on this machine
 */
const { dev, port, data, bedrock } = readOwnArguments()
const dataFolder = resolve(PROJECT_ROOT, data)
const holder = await holdDataFolder()

const began = performance.now()
let docent: RunningDocent | undefined
let stopping = false
process.on('SIGINT', () => void stop(0))
process.on('SIGTERM', () => void stop(0))
process.on('SIGHUP', () => void stop(0))
whenNpmDies(() => void stop(0))

try {
  docent = await startDocent({
    dataFolder,
    ports: port === undefined ? {} : { app: port },
    build: dev ? 'dev' : 'production',
    quiet: false,
    demo: true,
    ...(await chooseModel()),
    onGivenUp(why) {
      console.error(`\n${why}\nIt died again and again, so Docent stops here. Nothing of your data is lost.`)
      void stop(1)
    },
  })
  if (stopping) await docent.close()
  if (dev) watchSources(PROJECT_ROOT, docent.processes.worker)
  holder.status = `Docent is already running on this data folder: ${docent.appUrl}`
  announce(docent)
} catch (error) {
  // What was being started when somebody pressed Ctrl-C fails, naturally.
  if (!stopping) {
    if (error instanceof BuildFailed) console.error(error.output)
    console.error(`\nDocent could not start. ${(error as Error).message}`)
    if (!(error instanceof BuildFailed || error instanceof CannotStart)) console.error(error)
    process.exit(1)
  }
}

/** Ends us where the folder is no good, or another start has it. */
async function holdDataFolder(): Promise<Holder> {
  try {
    checkDataFolder(dataFolder)
    const holder = await holdFolder(dataFolder, 'Docent is already starting on this data folder.')
    if (!('heldBy' in holder)) return holder
    console.log(holder.heldBy)
    process.exit(0)
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error
    console.error(`\nDocent could not start. ${error.message}`)
    process.exit(1)
  }
}

async function chooseModel(): Promise<Pick<StartOptions, 'languageModel' | 'guidePatienceMs'>> {
  if (bedrock === null) return { languageModel: await chooseLanguageModel(process.env) }
  if (process.env.LOCAL_MODEL_URL)
    console.log('--bedrock and LOCAL_MODEL_URL are both given: --bedrock counts.')
  const { languageModel, doubts } = await chooseBedrock(bedrock, process.env)
  for (const doubt of doubts) console.log(doubt)
  return { languageModel, ...(doubts.length > 0 && { guidePatienceMs: LITTLE_PATIENCE_MS }) }
}

function announce({ appUrl, awsUrl, foreignUrl, demo, languageModel, guideProblem }: RunningDocent) {
  const bold = process.stdout.isTTY ? (text: string) => `\x1b[1m${text}\x1b[22m` : (text: string) => text
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  if (guideProblem) console.log(`The sample guide is not up to date. ${guideProblem}`)
  console.log(`
  Docent is running (${seconds} s):

      ${bold(appUrl)}

  Demo account    ${demo?.email}   ${demo?.password}
  Mail            ${awsUrl}/_mailbox   (confirmation codes land here)
  Another site    ${foreignUrl}   (a made-up museum that shows the sample guide)
  Your data       ${dataFolder}

  ${whoAnswers(languageModel, process.env).replaceAll('\n', '\n  ')}

  Ctrl-C stops everything.
`)
}

async function stop(code: number) {
  if (stopping) return
  stopping = true
  console.log('\nStopping …')
  await docent?.close()
  process.exit(code)
}

function readOwnArguments(): StartArguments {
  try {
    const read = readArguments(process.argv.slice(2))
    if (read !== 'help') return read
    console.log(USAGE)
    process.exit(0)
  } catch (error) {
    console.error((error as Error).message)
    console.error(USAGE)
    process.exit(2)
  }
}
