import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDocent } from '#lib/cli/start/start-docent.ts'
import { NO_LANGUAGE_MODEL } from '#lib/laptop/language-model.ts'
import { STAGE, type Stage } from './stage.ts'

/** Starts Docent for the stories and tells them where it is; answers how to end it. */
export default async function startForStories(): Promise<() => Promise<void>> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'docent-stories-'))
  const docent = await startDocent({
    dataFolder,
    ports: { app: 0, foreign: 0, aws: 0, worker: 0 },
    build: 'production',
    quiet: process.env.DOCENT_STORIES_LOUD === undefined,
    demo: true,
    // Stories of written answers need somebody who writes; what it says is scripted, or quoted from the prompt.
    languageModel: { ...NO_LANGUAGE_MODEL, id: 'docent.local-model', name: 'Museum Writer 7B' },
    settings: { DOCENT_CHAT_MODEL_PLACE: '127.0.0.1:11434' },
    onGivenUp: why => console.error(why),
  })
  if (docent.guideProblem || !docent.guideBotId) {
    await docent.close()
    throw new Error(`The sample guide is not there: ${docent.guideProblem}`)
  }
  const stage: Stage = {
    appUrl: docent.appUrl,
    awsUrl: docent.awsUrl,
    foreignUrl: docent.foreignUrl!,
    account: docent.account,
    pool: docent.pool,
    demo: docent.demo!,
    guideBotId: docent.guideBotId,
  }
  process.env[STAGE] = JSON.stringify(stage)
  return async () => {
    await docent.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}
