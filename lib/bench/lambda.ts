import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundleFunctions } from '../cli/build/bundle-functions.ts'
import { NO_LANGUAGE_MODEL } from '../laptop/language-model.ts'
import { localEnvironment } from '../laptop/local-environment.ts'
import { type Figure, figure, median, printFigures } from './figures.ts'
import { hostingColdStarts } from './lambda/hosting-cold.ts'

/**
 * What the cloud functions weigh, and what a cold start costs: the processor time of a fresh process from
 * its first instruction until the handler is there, beside one whose handler does nothing, round about.
 */
export default async function benchLambda(options: { json: boolean }): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'docent-bench-lambda-'))
  try {
    const bundles = bundleFunctions(folder)
    const nothing = emptyFunction(join(folder, 'nothing'))
    const chat: Start[] = []
    const bare: Start[] = []
    for (let round = 0; round < ROUNDS; round++) {
      chat.push(await coldStart(bundles.chat.folder))
      bare.push(await coldStart(nothing))
    }
    const hosting = await hostingColdStarts(environment() as Record<string, string>, HOSTING_ROUNDS)
    const megabytes = (name: keyof typeof bundles) => bundles[name].bytes / 1_000_000
    const figures: Figure[] = [
      figure('chat-bundle-mb', megabytes('chat'), 'MB', '<= 3'),
      figure('ingest-bundle-mb', megabytes('ingest'), 'MB'),
      figure('extract-bundle-mb', megabytes('extract'), 'MB'),
      figure('sweep-bundle-mb', megabytes('sweep'), 'MB'),
      figure('chat-init-cpu-ms', median(chat.map(({ cpuMs }) => cpuMs)), 'ms', '<= 400'),
      figure('chat-init-ms', median(chat.map(({ wallMs }) => wallMs)), 'ms'),
      figure('chat-init-mb', median(chat.map(({ residentMb }) => residentMb)), 'MB'),
      figure('nothing-init-cpu-ms', median(bare.map(({ cpuMs }) => cpuMs)), 'ms'),
      figure('nothing-init-mb', median(bare.map(({ residentMb }) => residentMb)), 'MB'),
      ...(hosting ? [figure('hosting-cold-ms', median(hosting), 'ms', '<= 1500')] : []),
    ]
    const missing = hosting
      ? []
      : [{ name: 'hosting-cold-ms', why: 'A process’s time is read on Linux only.' }]
    printFigures('lambda', { figures, missing, notes: notes(bundles) }, options)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const ROUNDS = 11
const HOSTING_ROUNDS = 5

interface Start {
  cpuMs: number
  wallMs: number
  residentMb: number
}

async function coldStart(folder: string): Promise<Start> {
  const probe = join(import.meta.dirname, 'lambda/cold-start.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [probe, folder], { env: environment() })
  return JSON.parse(stdout)
}

/** Enough to start with; nothing is called. */
function environment(): NodeJS.ProcessEnv {
  const nowhere = 'http://127.0.0.1:9'
  const places = {
    account: { region: 'us-east-1', accessKeyId: 'AKIABENCH', secretAccessKey: 'bench' },
    awsUrl: nowhere,
    appUrl: nowhere,
    foreignUrl: null,
    userPoolId: 'us-east-1_bench',
    userPoolClientId: 'bench',
    ticketKey: 'a-bench-key-a-bench-key-a-bench-key',
    guideBotId: null,
    languageModel: NO_LANGUAGE_MODEL,
    developmentTools: false,
  }
  const none = {} as NodeJS.ProcessEnv
  return localEnvironment(places, none) as unknown as NodeJS.ProcessEnv
}

function emptyFunction(folder: string): string {
  mkdirSync(folder)
  writeFileSync(join(folder, 'index.mjs'), 'export async function handler() {}\n')
  return folder
}

function notes(bundles: ReturnType<typeof bundleFunctions>): string[] {
  return [
    `Sizes are unpacked. A cold start is a whole process, Node’s own start included, ${ROUNDS} of each side.`,
    `Only in extract: ${bundles.extract.packages.filter(name => !bundles.chat.packages.includes(name)).length} packages of those that read documents.`,
    `hosting-cold-ms is processor time of the web server's own process until its first page, ${HOSTING_ROUNDS} times.`,
  ]
}
