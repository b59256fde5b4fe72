import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LocalFunction } from '../function.ts'

interface Limits {
  timeoutMs?: number
  concurrency?: number
  environment?: Record<string, string>
}

/** Functions of a few lines, each in a folder of its own. */
export function smallFunctions() {
  const folders: string[] = []
  const functions: LocalFunction[] = []
  return {
    /** `source` is a module that exports `handler`. */
    write(
      source: string,
      { timeoutMs = 10_000, concurrency = 1, environment = {} }: Limits = {},
    ): LocalFunction {
      const folder = mkdtempSync(join(tmpdir(), 'docent-function-'))
      folders.push(folder)
      writeFileSync(join(folder, 'index.mjs'), source)
      const fn = new LocalFunction({ name: 'small', folder, environment, timeoutMs }, { concurrency })
      functions.push(fn)
      return fn
    },
    async close() {
      await Promise.all(functions.map(fn => fn.close()))
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    },
  }
}
