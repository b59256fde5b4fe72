import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { startDocent } from '#lib/cli/start/start-docent.ts'
import { conversationResponseSchema, ticketResponseSchema } from '#lib/core/contract/chat.ts'
import { signInOwner } from '#lib/laptop/owner-account.ts'
import { ownerApi } from '#lib/laptop/owner-api.ts'
import { ask } from './ask.ts'
import { expect, test } from './docent-test.ts'

/** Made by the build before places had locators: one guide, a PDF of two pages, Markdown, an answered question. */
const DATA_FOLDER = 'data-folder-0.1.0.json.gz'
const BOT = 'bot_01M8KS4N9B5E8NR65P6WHV54TH'
const CONVERSATION = 'chat_01M8KS4PWK9TBR4QVQER69C514'
const OWNER = { email: 'keeper@example.com', password: 'Old-Lighthouse-1889' }

test('an installation from before goes on', async ({ page }) => {
  const dataFolder = unpack(DATA_FOLDER)
  const docent = await startDocent({
    ...{ dataFolder, build: 'production', quiet: true, demo: false },
    ports: { app: 0, foreign: 0, aws: 0, worker: 0 },
  })
  try {
    await page.goto(`${docent.appUrl}/sign-in`)
    const form = page.getByRole('tabpanel')
    await form.getByLabel('E-mail address').fill(OWNER.email)
    await form.getByLabel('Password', { exact: true }).fill(OWNER.password)
    await form.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page
      .getByRole('link', { name: /Lighthouse/ })
      .first()
      .click()

    await page.getByRole('link', { name: 'Knowledge' }).first().click()
    for (const name of ['Visiting.pdf', 'Rules.md']) {
      await expect(page.getByRole('button', { name, exact: true })).toBeVisible()
    }
    await expect(page.getByText('Ghosts.md')).toHaveCount(0)

    await page.getByRole('link', { name: 'Try it' }).first().click()
    await ask(page, 'What does a family ticket cost?')
    const conversation = page.getByRole('region', { name: 'Conversation' })
    await expect(conversation.getByText(/twenty-eight euros/).first()).toBeVisible()
    const source = page.getByRole('article', { name: /^Source \d: Visiting\.pdf/ }).first()
    await expect(source).toContainText('Page 2')
    await source.getByRole('button', { name: 'Open in document' }).click()
    await expect(page.getByRole('dialog').getByText(/Children under six/)).toBeVisible()
    await page.keyboard.press('Escape')

    const token = await signInOwner(docent.awsUrl, docent.pool, OWNER)
    const headers = { authorization: `Bearer ${token}` }
    const issued = await fetch(`${docent.appUrl}/api/bots/${BOT}/ticket`, { method: 'POST', headers })
    const { ticket } = ticketResponseSchema.parse(await issued.json())
    const kept = await fetch(`${docent.appUrl}/api/chat/${CONVERSATION}`, {
      headers: { authorization: `Bearer ${ticket}` },
    })
    const { messages } = conversationResponseSchema.parse(await kept.json())
    expect(messages.map(({ role, text }) => `${role}: ${text}`)).toEqual([
      'visitor: What does a family ticket cost?',
      'guide: A family ticket for two adults and three children costs twenty-eight euros. [1]',
    ])
    expect(messages[1]!.sources[0]!.place.turns).toEqual([
      { at: 159, locator: { kind: 'page', page: 2 }, headingPath: ['Prices'] },
    ])

    const api = ownerApi(docent.appUrl, token!)
    for (const { id } of await api.listDocuments(BOT)) await api.deleteDocument(BOT, id)
    expect(await api.listDocuments(BOT)).toEqual([])
  } finally {
    await page.close()
    await docent.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
})

/** Paths and Base64 in one compressed JSON: a data folder as it was left. */
function unpack(name: string): string {
  const dataFolder = mkdtempSync(join(tmpdir(), 'docent-from-before-'))
  const files = JSON.parse(gunzipSync(readFileSync(new URL(`fixtures/${name}`, import.meta.url))).toString())
  for (const [path, bytes] of Object.entries<string>(files)) {
    mkdirSync(dirname(join(dataFolder, path)), { recursive: true })
    writeFileSync(join(dataFolder, path), Buffer.from(bytes, 'base64'))
  }
  return dataFolder
}
