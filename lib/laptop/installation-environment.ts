import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writePrivately } from './installation.ts'

const FILE = 'environment.json'
const environmentSchema = z.record(z.string(), z.string())

/** Tells operators' commands where the installation of this data folder answers, and with which keys. */
export function leaveEnvironment(dataFolder: string, environment: Record<string, string>): void {
  writePrivately(join(dataFolder, FILE), environment)
}

/** One that is there but caught in something is none that a command could work with. */
const PATIENCE_MS = 5_000

/** The settings of the installation that runs on this data folder; null where none does, or it does not answer. */
export async function runningEnvironment(dataFolder: string): Promise<Record<string, string> | null> {
  const file = join(dataFolder, FILE)
  if (!existsSync(file)) return null
  const environment = environmentSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  // The file outlives what it describes.
  const health = await fetch(`${environment.AWS_ENDPOINT_URL_DYNAMODB}/_health`, {
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => null)
  return health?.ok ? environment : null
}
