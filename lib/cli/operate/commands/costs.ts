import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PROJECT_ROOT } from '../../project-root.ts'
import { costsPage } from '../costs.ts'

/** Prints what an installation costs by the number of questions; `--write` puts it where the runbook is. */
export default async function costs(words: string[]): Promise<void> {
  const page = costsPage()
  if (!words.includes('--write')) {
    process.stdout.write(page)
    return
  }
  const file = join(PROJECT_ROOT, 'docs/operate/costs.md')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, page)
  console.log(`Wrote ${file}.`)
}
