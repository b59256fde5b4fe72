import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { extractFile } from '../extract-file.ts'

const USAGE = 'usage: npm run -s docent -- extract FILE… [--out DIR] [--json]'

/** Nothing else than 0 and this: whoever calls it reads what stands in the output. */
const NOT_ALL = 3

/**
 * What a document's text is, as a guide would know it: JSON with the place of each block, an object a file, on a line
 * each with `--json`; with `--out` in files of their own, named like what was read. Answers 0, or 3 where a file was
 * not read, whose object is `{ file, error: { code, reason, nextStep } }`.
 */
export default async function extractCommand(words: string[]): Promise<number> {
  let request: ReturnType<typeof readRequest>
  try {
    request = readRequest(words)
    if (request.out !== undefined) mkdirSync(request.out, { recursive: true })
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`)
    return NOT_ALL
  }
  const { files, out, json } = request
  const taken = new Set<string>()
  let failed = false
  for (const file of files) {
    const result = await extractFile(file)
    if ('error' in result) failed = true
    const text = JSON.stringify(result, null, json ? 0 : 2)
    if (out === undefined) {
      console.log(text)
      continue
    }
    const path = join(out, freeName(basename(file), taken))
    try {
      writeFileSync(path, `${text}\n`)
      const said = 'error' in result ? result.error.reason : `${result.blocks.length} blocks`
      console.log(json ? JSON.stringify({ file, path }) : `${file}: ${said} (${path})`)
    } catch (error) {
      console.error(`${path} cannot be written: ${(error as Error).message}`)
      failed = true
    }
  }
  return failed ? NOT_ALL : 0
}

function readRequest(words: string[]) {
  const { values, positionals } = parseArgs({
    args: words,
    options: { out: { type: 'string' }, json: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  if (positionals.length === 0) throw new Error('Name a file.')
  return { files: positionals, ...values }
}

/** `Rules.pdf.json`, and `Rules.pdf-2.json` for the second of that name. */
function freeName(name: string, taken: Set<string>): string {
  let free = `${name}.json`
  for (let count = 2; taken.has(free); count++) free = `${name}-${count}.json`
  taken.add(free)
  return free
}
