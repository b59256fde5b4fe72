import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { CannotStart } from '#lib/laptop/cannot-start.ts'
import { checkSettings, unreadLines } from './check-settings.ts'

it.each([
  ['DOCENT_LEXICAL_WEIGHT_OF_NOBODY', 'x', null],
  ['DOCENT_QUESTIONS_PER_BOT', '1.5', 'questions a minute to one guide'],
  ['DOCENT_SIGN_UP', 'perhaps', 'open, invited or closed'],
  // This machine's own word counts, not what the shell says of it.
  ['DOCENT_BUCKET', '', null],
  ['DOCENT_PUBLIC_URL', 'nonsense', null],
  ['AWS_ENDPOINT_URL_S3', 'nonsense', null],
])('%s=%s at the start of this machine: %s', (name, value, wanted) => {
  const check = () => checkSettings({ NODE_ENV: 'test', [name]: value })
  if (wanted === null) expect(check).not.toThrow()
  else {
    expect(check).toThrow(CannotStart)
    expect(check).toThrow(
      new RegExp(`^These settings need attention:\\n  ${name}: cannot be used; put .*${wanted}.*\\.$`),
    )
  }
})

it('a bad setting ends the start before anything runs, in one sentence for each', () => {
  const folder = mkdtempSync(join(tmpdir(), 'docent-start-'))
  const start = join(import.meta.dirname, 'start.ts')
  const env = { ...process.env, DOCENT_BUDGET_BOT_DAY_USD: 'a secret lot' }
  const limits = { timeout: 20_000, killSignal: 'SIGKILL' as const, encoding: 'utf8' as const, env }
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [start, '--port', '0', '--data', folder],
    limits,
  )
  expect(status).toBe(1)
  expect(stderr.trim()).toMatch(
    /^Docent could not start\. These settings need attention:\n {2}DOCENT_BUDGET_BOT_DAY_USD: cannot be used; put .+\.$/,
  )
  expect(stdout).not.toMatch(/Starting|secret/)
  expect(existsSync(join(folder, 'aws'))).toBe(false)
  rmSync(folder, { recursive: true })
})

it('a name that nothing reads is told, and stops nothing', () => {
  const theirs = {
    NODE_ENV: 'test' as const,
    DOCENT_BUGDET_BOT_DAY_USD: '5',
    DOCENT_ALARM_EMAIL: 'a@b.example',
    DOCENT_SIGN_UP: 'open',
    HOME: '/',
  }
  expect(unreadLines(theirs)).toEqual([
    expect.stringContaining('DOCENT_BUGDET_BOT_DAY_USD: nothing on this machine reads it'),
    expect.stringContaining('DOCENT_ALARM_EMAIL: nothing on this machine reads it'),
  ])
})
