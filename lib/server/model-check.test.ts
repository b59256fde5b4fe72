import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { settings } from '#lib/aws/settings.ts'
import { leaveEnvironment } from '#lib/laptop/installation-environment.ts'
import checkModelsCommand from '../cli/operate/commands/check-models.ts'
import { PROJECT_ROOT } from '../cli/project-root.ts'
import { logModelCheck } from './model-check.ts'
import { startTestApp, type TestApp } from './testing/test-app.ts'

const TITAN = 'amazon.titan-embed-text-v2:0'

let app: TestApp
let errors: string[]
let lines: string[]

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(() => {
  errors = []
  lines = []
  vi.spyOn(process.stderr, 'write').mockImplementation(line => errors.push(String(line)) > 0)
  vi.spyOn(process.stdout, 'write').mockImplementation(line => lines.push(String(line)) > 0)
  vi.spyOn(console, 'log').mockImplementation(line => lines.push(line))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await app.bedrock.clearAccess()
})

it('the log says nothing where all models are open', async () => {
  await logModelCheck(settings())
  expect([errors, lines]).toEqual([[], []])
})

it('the log names a closed model, its setting and what to do', async () => {
  await app.bedrock.setAccess({ model: TITAN, agreement: 'NOT_AVAILABLE' })
  await logModelCheck(settings())
  expect(errors.map(line => JSON.parse(line))).toEqual([
    expect.objectContaining({
      level: 'error',
      what: 'model access',
      setting: 'DOCENT_EMBEDDING_MODEL',
      model: TITAN,
      message: expect.stringContaining('Ask whoever administers the account'),
    }),
  ])
})

it('a model that could not be asked about is no error', async () => {
  await app.bedrock.setAccess({ model: TITAN, hidden: true })
  await logModelCheck(settings())
  expect(errors).toEqual([])
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'info', model: TITAN })
})

it('the command does not take for open what it could not check', async () => {
  await app.bedrock.setAccess({ model: TITAN, hidden: true })
  expect(await checkModelsCommand([])).toBe(2)
  expect(lines.at(-1)).toContain('could not be checked (AccessDeniedException')
})

it('the command says the same, and fails where a model is closed', async () => {
  expect(await checkModelsCommand([])).toBe(0)
  expect(lines).toContain(`DOCENT_EMBEDDING_MODEL: ${TITAN} is open to this account.`)
  await app.bedrock.setAccess({ model: TITAN, authorization: 'NOT_AUTHORIZED' })
  expect(await checkModelsCommand([])).toBe(1)
  expect(lines.at(-1)).toContain('DOCENT_EMBEDDING_MODEL: amazon.titan-embed-text-v2:0: this account may not')
})

describe('in a shell that knows nothing of AWS, the command', () => {
  let data: string
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'docent-check-models-'))
  })
  afterEach(() => rmSync(data, { recursive: true }))

  /** A process of its own: the command takes on the place it is about. */
  async function docent() {
    const child = spawn(process.execPath, ['lib/cli/operate/docent.ts', 'check-models', '--data', data], {
      cwd: PROJECT_ROOT,
      env: { NODE_ENV: 'production', PATH: process.env.PATH },
    })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => (text += piece))
    const [code] = await once(child, 'close')
    return { code, text }
  }

  it('asks about the models of the installation that runs here', async () => {
    const ours = Object.entries(process.env).filter(([name]) => /^(AWS|DOCENT)_/.test(name))
    leaveEnvironment(data, Object.fromEntries(ours) as Record<string, string>)
    await app.bedrock.setAccess({ model: TITAN, authorization: 'NOT_AUTHORIZED' })
    const { code, text } = await docent()
    expect(text).toContain(`${TITAN}: this account may not`)
    expect(code).toBe(1)
  })

  it('says in a sentence that none does', async () => {
    const { code, text } = await docent()
    expect(text).toMatch(
      /^Docent is not running on .*\n.*AWS_REGION=us-east-1 npm run docent -- check-models\n$/,
    )
    expect(code).toBe(2)
  })
})
