import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { documentProgress } from '#lib/client/document-progress.ts'
import type { Caller } from '#lib/core/bots/caller.ts'
import { documentViewSchema } from '#lib/core/contract/documents.ts'
import { addDocument } from '#lib/core/documents/add-document.ts'
import { DocentError } from '#lib/core/errors.ts'
import { sendForm } from '#lib/laptop/send-form.ts'
import type { Deps } from '#lib/server/deps.ts'
import { operatorDeps, operatorOptions } from '../operator-deps.ts'

const USAGE = 'usage: npm run docent -- ingest BOT FILE… [--data FOLDER | --outputs amplify_outputs.json]'

const LOOK_EVERY_MS = 500

/**
 * Adds files to a guide in the place of its owner, as the browser does it, and waits until each can be found. Answers
 * 0 where all can, 1 where one cannot, 2 where there was nothing to do it with.
 */
export default async function ingestCommand(words: string[]): Promise<number> {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(words)
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`)
    return 2
  }
  const [botId, ...files] = parsed.positionals
  if (!botId || files.length === 0) {
    console.error(USAGE)
    return 2
  }
  const deps = await operatorDeps(parsed.values)
  const bot = await deps.bots.get(botId)
  if (!bot) {
    console.error(`There is no guide ${botId}.`)
    return 1
  }
  const caller: Caller = { accountId: bot.ownerId, role: 'owner', via: 'browser' }
  let failed = false
  for (const file of files) {
    try {
      const why = await addFile(deps, caller, botId, file)
      console.log(`${file}: ${why ?? 'ready'}`)
      if (why !== null) failed = true
    } catch (error) {
      const nextStep = error instanceof DocentError ? ` ${error.nextStep}` : ''
      console.error(`${file}: ${(error as Error).message}${nextStep}`)
      failed = true
    }
  }
  return failed ? 1 : 0
}

function parse(words: string[]) {
  return parseArgs({ args: words, options: operatorOptions, allowPositionals: true })
}

/** Null where it can be found now, else why not. */
async function addFile(deps: Deps, caller: Caller, botId: string, file: string): Promise<string | null> {
  const bytes = new Uint8Array(readFileSync(file))
  const name = basename(file)
  const { document, upload } = await addDocument(deps, caller, botId, { name, size: bytes.length })
  await sendForm(upload, name, bytes)
  for (let said = ''; ; await setTimeout(LOOK_EVERY_MS)) {
    const now = await deps.documents.get(botId, document.id)
    if (!now) return 'It was deleted meanwhile.'
    const { state, words } = documentProgress(documentViewSchema.parse(now))
    if (state === 'failed') return `${words} ${now.failure?.nextStep ?? ''}`.trim()
    if (state !== 'working') return null
    if (words !== said) console.log(`  ${words}`)
    said = words
  }
}
