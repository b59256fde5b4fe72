import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import nextEnv from '@next/env'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deployed } from '#lib/aws/fixtures/deployed-outputs.ts'
import { parseSettings } from '#lib/aws/settings.ts'
import { PROJECT_ROOT } from '../project-root.ts'
import { hostingEnvironment } from './hosting-environment.ts'

const outputs = { text: JSON.stringify(deployed), file: 'amplify_outputs.json' }
const theirs = { DOCENT_PUBLIC_URL: 'https://docent.example.com' }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docent-hosting-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** As Next reads it when the server starts; under a test it takes the file of that name. */
function readAsNext(text: string): Record<string, string | undefined> {
  writeFileSync(join(folder, '.env.test'), text)
  const { parsedEnv } = nextEnv.loadEnvConfig(folder, false, { info() {}, error() {} }, true)
  nextEnv.resetEnv()
  return parsedEnv ?? {}
}

describe('.env.production', () => {
  it('holds what the server starts with, in the words of Next', () => {
    const env = readAsNext(hostingEnvironment(outputs, { ...theirs, DOCENT_BUDGET_BOT_DAY_USD: '5' }))
    expect(parseSettings(env)).toMatchObject({
      publicUrl: 'https://docent.example.com',
      bucket: 'amplify-docent-files',
      ticketKey: { secret: deployed.custom.docent.ticketSecret },
      budgets: { botDay: 5 },
    })
  })

  it('takes only what is on the list: no secret and no key of the builder', () => {
    const text = hostingEnvironment(outputs, {
      ...theirs,
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'secret',
      DOCENT_TICKET_KEY: 'secret'.repeat(8),
      DOCENT_SOMETHING: 'secret',
      GOOGLE_CLIENT_SECRET: 'secret',
      DOCENT_LEXICAL_WEIGHT: ' ',
    })
    expect(text.replace(deployed.custom.docent.ticketSecret, '')).not.toMatch(/=.*secret/)
    expect(text).not.toContain('DOCENT_LEXICAL_WEIGHT')
  })

  it('gives back any value as it was given', () => {
    const character = fc.constantFrom(...'aé€😀 "\'`$#={}()<>;&|!%~^*?,.\t'.split(/(?:)/u))
    const value = fc
      .array(character, { minLength: 1, maxLength: 20 })
      .map(characters => `x${characters.join('')}x`)
      .filter(text => !(text.includes("'") && text.includes('`')))
    fc.assert(
      fc.property(value, text => {
        const env = readAsNext(hostingEnvironment(outputs, { ...theirs, DOCENT_RERANK_MODEL: text }))
        expect(env.DOCENT_RERANK_MODEL).toBe(text)
      }),
    )
  })

  it.each(['two\nlines', 'a\rb', 'a\\b', "'and`"])('refuses %j, which no line can hold', notice => {
    const write = () => hostingEnvironment(outputs, { ...theirs, DOCENT_RERANK_MODEL: notice })
    expect(write).toThrow(/^DOCENT_RERANK_MODEL cannot be written/)
  })

  it('is refused where the server could not start, by the name of the setting', () => {
    expect(() => hostingEnvironment(outputs, {})).toThrow('DOCENT_PUBLIC_URL: is missing; put')
    expect(() => hostingEnvironment(outputs, { ...theirs, DOCENT_TRUSTED_PROXIES: 'x' })).toThrow(
      'DOCENT_TRUSTED_PROXIES: cannot be used',
    )
    const docent = { ...deployed.custom.docent, ticketSecret: undefined }
    const keyless = { ...outputs, text: JSON.stringify({ ...deployed, custom: { docent } }) }
    expect(() => hostingEnvironment(keyless, theirs)).toThrow('DOCENT_TICKET_KEY: is missing')
  })
})

describe('the command of the build', () => {
  const run = (text: string, env: object) => {
    writeFileSync(join(folder, 'amplify_outputs.json'), text)
    const script = join(PROJECT_ROOT, 'lib/cli/build/write-hosting-environment.ts')
    try {
      execFileSync(process.execPath, [script], {
        cwd: folder,
        env: env as NodeJS.ProcessEnv,
        stdio: 'pipe',
      })
      return ''
    } catch (error) {
      return String((error as { stderr: Buffer }).stderr)
    }
  }

  it('writes the file', () => {
    expect(run(outputs.text, theirs)).toBe('')
    expect(readFileSync(join(folder, '.env.production'), 'utf8')).toBe(hostingEnvironment(outputs, theirs))
  })

  it('stops the build with a message and writes nothing', () => {
    expect(run('{}', theirs)).toMatch(/^amplify_outputs\.json cannot be used:\n {2}version: is missing/)
    expect(existsSync(join(folder, '.env.production'))).toBe(false)
  })
})
