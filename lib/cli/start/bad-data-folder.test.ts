import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('a start on what cannot hold data ends at once with one sentence, and leaves no process', () => {
  const above = mkdtempSync(join(tmpdir(), 'docent-start-'))
  writeFileSync(join(above, 'file'), 'mine')
  const bad = [join(above, 'file'), above, ...(existsSync('/proc/self') ? ['/proc/docent'] : [])]
  for (const folder of bad) {
    const start = join(import.meta.dirname, 'start.ts')
    // Turning round for ever, it would hear nothing milder.
    const limits = { timeout: 20_000, killSignal: 'SIGKILL' as const, encoding: 'utf8' as const }
    const { status, stderr } = spawnSync(process.execPath, [start, '--port', '0', '--data', folder], limits)
    expect(status).toBe(1)
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^Docent could not start\. .* Choose another folder with --data DIR\.$/),
    ])
  }
  rmSync(above, { recursive: true })
})
