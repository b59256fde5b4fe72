import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { settings } from '#lib/aws/settings.ts'
import checkModelsCommand from '../cli/operate/commands/check-models.ts'
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
  vi.spyOn(console, 'error').mockImplementation(line => errors.push(line))
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
  expect(await checkModelsCommand()).toBe(2)
  expect(lines.at(-1)).toContain('could not be checked (AccessDeniedException')
})

it('the command says the same, and fails where a model is closed', async () => {
  expect(await checkModelsCommand()).toBe(0)
  expect(lines).toContain(`DOCENT_EMBEDDING_MODEL: ${TITAN} is open to this account.`)
  await app.bedrock.setAccess({ model: TITAN, authorization: 'NOT_AUTHORIZED' })
  expect(await checkModelsCommand()).toBe(1)
  expect(lines.at(-1)).toContain('DOCENT_EMBEDDING_MODEL: amazon.titan-embed-text-v2:0: this account may not')
})
