import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type AmplifyOutputs, environmentOf, parseAmplifyOutputs } from '#lib/aws/amplify-outputs.ts'
import { runningEnvironment } from '#lib/laptop/installation-environment.ts'
import { withoutAws } from '#lib/laptop/local-environment.ts'
import { type Deps, deps } from '#lib/server/deps.ts'
import { PROJECT_ROOT } from '../project-root.ts'
import { CannotBegin } from './cannot-begin.ts'

/** For `parseArgs` of every command that works on an installation. */
export const operatorOptions = {
  /** The data folder of an installation on this machine. */
  data: { type: 'string' },
  /** amplify_outputs.json of an installation in an AWS account. */
  outputs: { type: 'string' },
} as const

export interface OperatorPlace {
  data?: string | undefined
  outputs?: string | undefined
}

/** Nothing to work on. */
export class NoInstallation extends CannotBegin {
  override name = 'NoInstallation'
}

/**
 * The collaborators of the installation that an operator means, for this process: the deployment of `--outputs`, with
 * the credentials of the AWS command line; else what the environment says, where it names a table; else what
 * `npm start` runs on this machine. Throws `NoInstallation`.
 */
export async function operatorDeps(place: OperatorPlace): Promise<Deps> {
  await enterPlace(place)
  return deps()
}

/** The same without its collaborators: this process runs with the settings of that installation from then on. */
export async function enterPlace(place: OperatorPlace): Promise<void> {
  enter(await environmentOfPlace(place, process.env))
}

export async function environmentOfPlace(
  { data, outputs }: OperatorPlace,
  theirs: NodeJS.ProcessEnv,
): Promise<NodeJS.ProcessEnv> {
  if (outputs) return deployed(resolve(outputs), theirs)
  // A folder that is named is meant, whatever the shell says.
  if (theirs.DOCENT_BOTS_TABLE && data === undefined) return theirs
  const dataFolder = resolve(PROJECT_ROOT, data ?? '.docent')
  const environment = await runningEnvironment(dataFolder)
  if (environment) return { ...withoutAws(theirs), ...environment }
  throw new NoInstallation(
    `Docent is not running on ${dataFolder}, or does not answer. Start it (anew) with npm start, or name an installation in an AWS account: --outputs amplify_outputs.json`,
  )
}

function deployed(file: string, theirs: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (!existsSync(file)) {
    throw new NoInstallation(`There is no ${file}; docs/operate/deploy.md says how it is written.`)
  }
  const outputs = readOutputs(file)
  // No command speaks to the web server; the settings want an address all the same.
  const publicUrl = new URL(outputs.custom.docent.chatUrl).origin
  return { DOCENT_PUBLIC_URL: publicUrl, ...theirs, ...environmentOf(outputs) }
}

function readOutputs(file: string): AmplifyOutputs {
  try {
    return parseAmplifyOutputs(readFileSync(file, 'utf8'), file)
  } catch (error) {
    throw new NoInstallation((error as Error).message, { cause: error })
  }
}

/** The AWS SDK reads the environment by itself, and so do the settings. */
function enter(environment: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name]
  Object.assign(process.env, environment)
}
