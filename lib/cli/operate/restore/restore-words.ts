import type { GuidePlan, GuideToRestore } from './plan-guide.ts'
import type { GuideRestored } from './restore-guide.ts'
import type { RestoredTables } from './restored-tables.ts'

/** What would be done, for people. */
export function planLines(plan: GuidePlan, { overwrite }: { overwrite: boolean }): string[] {
  if (plan.refusal !== null) return [refusalLine(plan)]
  const lines = [`${plan.name} (${plan.botId})`, `  ${guideLine(plan, overwrite)}`]
  for (const { name, row, passages, missing, preparedSince, files } of plan.documents) {
    const parts = [
      row === 'missing' ? 'comes back' : '',
      row === 'changed' ? (overwrite ? 'becomes as it was' : 'was changed since, and stays as it is') : '',
      missing && (overwrite || !preparedSince) ? `${missing} of ${many(passages, 'passage')} missing` : '',
      files.length ? `${many(files.length, 'file')} deleted` : '',
    ].filter(Boolean)
    if (parts.length) lines.push(`  ${name}: ${parts.join('; ')}`)
  }
  lines.push(...plan.left.map(({ name, because }) => `  ${name}: is left as it is now, because ${because}`))
  lines.push('  What search reads of it is made anew.')
  return lines
}

/** What was done, and what was not. */
export function doneLines(guide: GuideToRestore, done: GuideRestored, problems: string[]): string[] {
  const { documents, passages, files, conversations, packed } = done
  const { name, botId, left } = guide
  const counts = [
    many(documents.length, 'document'),
    many(passages, 'passage'),
    many(files, 'file'),
    many(conversations, 'conversation'),
  ]
  return [
    `${name} (${botId}): brought back ${counts.join(', ')}.`,
    ...documents.map(document => `  ${document}`),
    `  Search reads ${many(packed.passages, 'passage')} of ${many(packed.documents, 'document')}, from the next question on.`,
    ...left.map(one => `  NOT RESTORED: ${one.name}, because ${one.because}.`),
    ...[...done.notDone, ...problems].map(line => `  NOT RESTORED: ${line}`),
  ]
}

function many(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

export function refusalLine({ botId, refusal }: { botId: string; refusal: string }): string {
  return `NOT RESTORED: ${botId}, because ${refusal}`
}

/** What a run of its own may finish: nothing of it has to be undone. */
export function brokenOffLine(botId: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return `NOT RESTORED: ${botId}: ${message.replaceAll(/\s+/g, ' ')} What of it is back stays; when that is mended, run this again.`
}

/** What is left to do by hand once all is as it should be. */
export function tablesLine({ bots, vectors }: RestoredTables): string {
  return `The tables ${bots} and ${vectors}, as far as they were made, stay, and cost what their bytes cost. When you need them no more:
  aws dynamodb delete-table --table-name "${bots}"
  aws dynamodb delete-table --table-name "${vectors}"`
}

/** Why it cannot be said yet what would come back; nothing where it can. */
export function unseenLines({ toMake, filling }: RestoredTables): string[] {
  if (!toMake.length) {
    return filling.map(name => `${name} is still being made; run this again when it is there.`)
  }
  return [
    ...toMake.map(
      ({ from, name, at }) => `${name} would be made of ${from}, as it was at ${at.toISOString()}.`,
    ),
    'What was there then is seen only in those tables. To see it before anything in use is written, add --look: it makes them, which takes minutes, with much in them hours.',
  ]
}

function guideLine({ row }: GuideToRestore, overwrite: boolean): string {
  if (row === 'missing') return 'It is gone, and comes back with its conversations and figures.'
  if (row === 'same') return 'It is there, with the settings it had.'
  return overwrite
    ? 'It is there; its settings become as they were.'
    : 'It is there; its settings were changed since, and stay (--overwrite puts them back).'
}
