import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningDocent, startDocent } from '#lib/cli/start/start-docent.ts'
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
  for (const file of loaded) {
    const response = await fetch(stage.appUrl + file)
    expect([file, response.status]).toEqual([file, 200])
    expect(response.headers.get('cache-control'), file).toBe('public, max-age=31536000, immutable')
  }
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

test('what is too long for it is refused, with words where it is ours to say them', async ({ stage }) => {
  const send = (bytes: number) =>
    fetch(`${stage.appUrl}/api/bots`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer nobody' },
      body: 'x'.repeat(bytes),
    })
  expect((await send(6_000_000)).status).toBe(401)
  expect((await send(7_000_000)).status).toBe(413)
})

test('it tells what it needs and whether it is there', async ({ stage }) => {
  const health = await fetch(`${stage.appUrl}/api/health`)
  expect([health.status, await health.json()]).toEqual([200, expect.objectContaining({ ok: true })])
})

const PAGES = [
  ...['/', '/sign-in', '/bots', '/account'],
  ...['knowledge', 'try', 'search', 'look', 'share', 'settings'].map(page => `/bots/bot_1/${page}`),
]
