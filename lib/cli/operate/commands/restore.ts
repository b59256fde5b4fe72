import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Deps } from '#lib/server/deps.ts'
import { operatorDeps } from '../operator-deps.ts'
import { checkGuide } from '../restore/check-guide.ts'
import { guideIds } from '../restore/guide-rows.ts'
import { planGuide } from '../restore/plan-guide.ts'
import { RESTORE_USAGE, type RestoreRequest, readRestoreRequest } from '../restore/read-restore-request.ts'
import type { RestoreDeps } from '../restore/restore-deps.ts'
import { restoreGuide } from '../restore/restore-guide.ts'
import {
  brokenOffLine,
  doneLines,
  planLines,
  refusalLine,
  tablesLine,
  unseenLines,
} from '../restore/restore-words.ts'
import { findRestoredTables, makeRestoredTables } from '../restore/restored-tables.ts'

/**
 * Brings guides back as they were at a moment, or says what it would do (docs/operate/deploy.md). Answers 0 where
 * everything asked for is there and can be asked about, 1 where something is not, 2 where there was nothing to do it
 * with.
 */
export default async function restoreCommand(words: string[]): Promise<number> {
  let request: RestoreRequest
  try {
    request = readRestoreRequest(words)
  } catch (error) {
    console.error(`${(error as Error).message}\n${RESTORE_USAGE}`)
    return 2
  }
  return await restore(await operatorDeps(request.place), request)
}

async function restore(deps: Deps, request: RestoreRequest): Promise<number> {
  const { settings } = deps
  const client = new DynamoDBClient({ region: settings.region, maxAttempts: 10 })
  try {
    const live = { bots: settings.botsTable, vectors: settings.vectorsTable }
    const tables = await findRestoredTables(client, live, request.source, new Date(deps.clock()))
    const makes = request.look || request.apply
    const unseen = makes ? [] : unseenLines(tables)
    if (unseen.length) {
      for (const line of unseen) console.log(line)
      console.log(PLAN_ONLY)
      return 0
    }
    let failed: boolean
    try {
      if (makes) await makeRestoredTables(client, tables, line => console.log(line))
      const { bucket } = settings
      const hasRemoteVectors = Boolean(settings.vectorBucket)
      const restoreDeps: RestoreDeps = { ...deps, client, bucket, hasRemoteVectors, live, past: tables }
      const guides = request.guides ?? (await guideIds(client, tables.bots))
      failed = await eachGuide(restoreDeps, guides, request)
    } finally {
      if (makes) console.log(tablesLine(tables))
    }
    if (!request.apply) console.log(request.look ? LOOKED_ONLY : PLAN_ONLY)
    return failed ? 1 : 0
  } finally {
    client.destroy()
  }
}

const PLAN_ONLY = 'Nothing was written. To do it, add --apply.'
const LOOKED_ONLY = 'Nothing was written but those tables. To do it, add --apply in place of --look.'

/** Answers whether anything could not be brought back; a guide that breaks off holds up no other. */
async function eachGuide(
  deps: RestoreDeps,
  guides: readonly string[],
  request: RestoreRequest,
): Promise<boolean> {
  let failed = false
  for (const botId of guides) {
    try {
      if (!(await oneGuide(deps, botId, request))) failed = true
    } catch (error) {
      failed = true
      console.log(brokenOffLine(botId, error))
    }
  }
  return failed
}

/** Answers whether all of it is there, or would be. */
async function oneGuide(
  deps: RestoreDeps,
  botId: string,
  { apply, overwrite }: RestoreRequest,
): Promise<boolean> {
  const plan = await planGuide(deps, botId)
  if (plan.refusal !== null) {
    console.log(refusalLine(plan))
    return false
  }
  if (!apply) {
    for (const line of planLines(plan, { overwrite })) console.log(line)
    return true
  }
  const done = await restoreGuide(deps, plan, { overwrite, now: new Date(deps.clock()) })
  const problems = await checkGuide(deps, botId)
  for (const line of doneLines(plan, done, problems)) console.log(line)
  return problems.length + done.notDone.length + plan.left.length === 0
}
