import { parseArgs } from 'node:util'
import { z } from 'zod'
import { isId } from '#lib/core/id.ts'
import { type OperatorPlace, operatorOptions } from '../operator-deps.ts'

export const RESTORE_USAGE = `usage: npm run docent -- restore GUIDE … --at TIME [--overwrite] [--look | --apply] [--data FOLDER | --outputs amplify_outputs.json]
       npm run docent -- restore --all --at TIME …
       npm run docent -- restore GUIDE … --from-bots TABLE --from-vectors TABLE …
  GUIDE: ids, such as bot_01J00000000000000000000000; --all: every guide that was there then
  TIME: such as 2026-11-21T12:00:00Z, before what is to be undone began
  TABLE: tables that were restored already, from a backup or by hand
  --overwrite: what was changed since becomes as it was, too; without it only what is missing comes back
  --look: make the tables of that moment beside those in use, write nothing else, and say what would be done
  --apply: do it; without it nothing that is in use is written, and what would be done is said`

/** Where what was there then is read. */
export type RestoreSource =
  /** Tables that are made by point-in-time recovery. */
  { kind: 'time'; at: Date } | { kind: 'tables'; bots: string; vectors: string }

export interface RestoreRequest {
  /** Null: all. */
  guides: string[] | null
  source: RestoreSource
  overwrite: boolean
  /** Whether tables are made to see what would come back, and nothing else; never with `apply`. */
  look: boolean
  apply: boolean
  place: OperatorPlace
}

/** Throws an `Error` whose message says what is wrong with the words. */
export function readRestoreRequest(words: string[]): RestoreRequest {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      ...operatorOptions,
      all: { type: 'boolean', default: false },
      at: { type: 'string' },
      'from-bots': { type: 'string' },
      'from-vectors': { type: 'string' },
      overwrite: { type: 'boolean', default: false },
      look: { type: 'boolean', default: false },
      apply: { type: 'boolean', default: false },
    },
  })
  const { all, overwrite, look, apply, data, outputs } = values
  if (all === positionals.length > 0) throw new Error('Name the guides by their ids, or say --all.')
  if (look && apply) throw new Error('--look shows what --apply would do: give one of them.')
  const wrong = positionals.find(id => !id.startsWith('bot_') || !isId(id))
  if (wrong !== undefined) throw new Error(`“${wrong}” is no id of a guide: those begin with bot_.`)
  const source = sourceOf(values.at, values['from-bots'], values['from-vectors'])
  if (look && source.kind === 'tables') throw new Error('Tables that are there are looked at without --look.')
  return {
    guides: all ? null : [...new Set(positionals)],
    source,
    overwrite,
    look,
    apply,
    place: { data, outputs },
  }
}

function sourceOf(
  at: string | undefined,
  bots: string | undefined,
  vectors: string | undefined,
): RestoreSource {
  if (at === undefined) {
    if (bots && vectors) return { kind: 'tables', bots, vectors }
    throw new Error(
      'Say when with --at TIME, or name two restored tables with --from-bots and --from-vectors.',
    )
  }
  if (bots !== undefined || vectors !== undefined) {
    throw new Error('A time and tables are two ways: give --at, or --from-bots and --from-vectors.')
  }
  const time = z.iso.datetime({ offset: true }).safeParse(at)
  if (!time.success) throw new Error(`“${at}” is no time with its zone, such as 2026-11-21T12:00:00Z.`)
  const date = new Date(time.data)
  // DynamoDB goes by the second.
  date.setUTCMilliseconds(0)
  return { kind: 'time', at: date }
}
