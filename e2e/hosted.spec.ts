import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { type RunningDocent, startDocent } from '#lib/cli/start/start-docent.ts'
import { errorBodySchema } from '#lib/core/contract/error-body.ts'
import { routes } from '#lib/core/contract/routes.ts'
import { NO_LANGUAGE_MODEL } from '#lib/laptop/language-model.ts'
import { ask } from './ask.ts'
import { test as base, expect } from './docent-test.ts'
import { visitorRules } from './museum.ts'

/**
 * The app as Amplify Hosting is given it: its bundle, copied out of the project, with nothing around it but a compute
 * role's credentials. The rest of AWS is the stand-ins.
 */
const test = base.extend<object, { hosted: RunningDocent }>({
  hosted: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const dataFolder = mkdtempSync(join(tmpdir(), 'docent-hosted-story-'))
      const docent = await startDocent({
        dataFolder,
        ports: { app: 0, foreign: 0, aws: 0, worker: 0 },
        build: 'hosted',
        quiet: true,
        demo: false,
        languageModel: { ...NO_LANGUAGE_MODEL, id: 'docent.local-model', name: 'Museum Writer 7B' },
      })
      await use(docent)
      await docent.close()
      rmSync(dataFolder, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  stage: async ({ stage, hosted }, use) => {
    const { appUrl, awsUrl, account, pool } = hosted
    await use({ ...stage, appUrl, awsUrl, account, pool })
  },
})

test('from signing up to a cited answer', async ({ page, signUp }) => {
  await signUp(page)
  await page.getByRole('button', { name: 'Create your guide' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create a guide' })
  await dialog.getByLabel('Name').fill('Harbour Museum')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.getByLabel('Documents to add').setInputFiles(visitorRules)
  await expect(page.getByText('2 pages')).toBeVisible()
  await page.getByRole('link', { name: 'Try it' }).first().click()
  await ask(page, 'What does a family ticket cost?')
  const conversation = page.getByRole('region', { name: 'Conversation' })
  await expect(conversation.getByText(/costs 28 euros/).first()).toBeVisible()
  await conversation
    .getByRole('button', { name: /^Source 1: Visitor rules\.pdf, Page 2/ })
    .first()
    .click()
  const source = page.getByRole('article', { name: /^Source 1: Visitor rules\.pdf/ }).first()
  await expect(source).toHaveAttribute('data-lit', 'true')
})

test('every page and every file is there, and what is not says so', async ({ stage }) => {
  const loaded = new Set<string>()
  for (const path of PAGES) {
    const response = await fetch(stage.appUrl + path)
    expect([path, response.status]).toEqual([path, 200])
    expect(response.headers.get('content-security-policy'), path).toContain("default-src 'none'")
    expect(response.headers.get('cache-control'), path).not.toContain('immutable')
    const html = await response.text()
    for (const [file] of html.matchAll(/\/_next\/static\/[^"'\\ ]+/g)) loaded.add(file)
  }
  expect(loaded.size).toBeGreaterThan(10)
  for (const file of loaded) expect([file, (await fetch(stage.appUrl + file)).status]).toEqual([file, 200])
  for (const path of [
    '/nothing',
    '/bots/bot_1/nothing',
    '/_next/static/nothing.js',
    '/.env.production',
    '/server.mjs',
  ])
    expect([path, (await fetch(stage.appUrl + path)).status]).toEqual([path, 404])
  const loader = await fetch(`${stage.appUrl}/docent.js`)
  expect([loader.status, loader.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('javascript'),
  ])
})

test('a file that Hosting serves itself says for how long it is kept, and what our server would say', async ({
  stage,
}) => {
  const built = readdirSync('.next/static', { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.name.endsWith('.map'))
    .map(entry => `/_next/static/${relative('.next/static', join(entry.parentPath, entry.name))}`)
  expect(built.length).toBeGreaterThan(40)
  for (const file of [...built, '/docent.js']) {
    const { status, headers } = await fetch(stage.appUrl + file)
    expect([file, status]).toEqual([file, 200])
    expect(headers.get('cache-control'), file).toBe(
      file === '/docent.js'
        ? 'public, max-age=300, stale-while-revalidate=600'
        : 'public, max-age=31536000, immutable',
    )
    expect(headers.get('x-content-type-options'), file).toBe('nosniff')
    expect(headers.get('strict-transport-security'), file).toBe('max-age=31536000; includeSubDomains')
    // Our server gives each of its replies one.
    expect(headers.get('content-security-policy'), file).toBeNull()
    expect(headers.get('content-type'), file).not.toContain('octet-stream')
  }
  const loader = await fetch(`${stage.appUrl}/docent.js`)
  expect(loader.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
})

test('what our server answers says who may keep it', async ({ stage }) => {
  const found: Record<string, string | null> = {}
  for (const asked of Object.keys(KEPT)) {
    const [method, path] = asked.split(' ') as [string, string]
    const response = await fetch(stage.appUrl + path, { method, redirect: 'manual' })
    found[asked] = response.headers.get('cache-control')
  }
  expect(found).toEqual(KEPT)
})

test('what is too long for it is refused, with words where it is ours to say them', async ({ stage }) => {
  const send = (method: string, path: string, bytes: number) =>
    fetch(stage.appUrl + path, {
      method,
      headers: { 'content-type': 'application/json', authorization: 'Bearer nobody' },
      body: 'x'.repeat(bytes),
    })
  const asked = Object.values<{ method: string; path: string }>(routes)
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => [method, path.replace(/\[\w+\]/g, 'one')] as const)
  expect(asked.length).toBeGreaterThan(12)
  for (const [method, path] of [...asked, ...TAKING_NO_BODY]) {
    for (const bytes of [6_000_000, 6 * 1_024 * 1_024]) {
      const response = await send(method, path, bytes)
      expect([method, path, response.status]).toEqual([method, path, 413])
      const { error } = errorBodySchema.parse(await response.json())
      expect(error).toMatchObject({
        code: 'too-large',
        message: 'That is too long: at most 64 KB can be sent. Nothing of it was kept.',
        nextStep: 'Shorten it and send it again.',
      })
      expect(response.headers.get('x-request-id')).toBe(error.requestId)
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
    // Hosting's own refusal, of which our server hears nothing.
    const refused = await send(method, path, 7_000_000)
    expect([method, path, refused.status, await refused.text()]).toEqual([method, path, 413, ''])
  }
  // And it goes on.
  expect((await fetch(`${stage.appUrl}/sign-in`)).status).toBe(200)
})

test('it tells what it needs and whether it is there', async ({ stage }) => {
  const health = await fetch(`${stage.appUrl}/api/health`)
  expect([health.status, await health.json()]).toEqual([200, expect.objectContaining({ ok: true })])
})

const TAKING_NO_BODY = [
  ['POST', '/'],
  ['POST', '/sign-in'],
  ['PUT', '/embed/one'],
  ['POST', '/api/nothing'],
  ['POST', '/api/bots/a%2Fb'],
] as const

const A_PAGE = 'private, no-cache, no-store, max-age=0, must-revalidate'
/** One of each kind. */
const KEPT: Record<string, string | null> = {
  'GET /': A_PAGE,
  'GET /account': A_PAGE,
  'GET /bots/bot_1/knowledge': A_PAGE,
  'GET /bots/bot_1/knowledge?_rsc=1': A_PAGE,
  'GET /nothing': A_PAGE,
  'GET /_next/static/nothing.js': A_PAGE,
  'GET /icon.svg': 'public, max-age=0, must-revalidate',
  'GET /sign-in/': 'no-store',
  'GET /%ED%A0%80': 'no-store',
  'POST /sign-in': 'no-store',
  'GET /embed/bot_1': 'private, no-store',
  'GET /embed/%20': 'private, no-store',
  'GET /api/embed/bot_1/look': 'public, max-age=300, stale-while-revalidate=600',
  'GET /api/health': 'no-store',
  'GET /api/bots': 'no-store',
  'GET /api/nothing': 'no-store',
  // Next's own refusal of a method: the same for everybody, and for good.
  'GET /api/chat': null,
}

const PAGES = [
  ...['/', '/sign-in', '/bots', '/account'],
  ...['knowledge', 'try', 'search', 'look', 'share', 'settings'].map(page => `/bots/bot_1/${page}`),
]
