import type { Locator } from '@playwright/test'
import { ask } from './ask.ts'
import { expect, test } from './docent-test.ts'
import { visitorRules } from './museum.ts'

test('build a bot from a PDF and ask it', async ({ page, signUp }) => {
  await signUp(page)
  await page.getByRole('button', { name: 'Create your guide' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create a guide' })
  await dialog.getByLabel('Name').fill('Harbour Museum')
  await dialog.getByRole('button', { name: 'Create' }).click()

  await expect(page.getByRole('heading', { name: 'Knowledge' })).toBeVisible()
  await page.getByLabel('Documents to add').setInputFiles(visitorRules)
  await expect(page.getByRole('button', { name: 'Visitor rules.pdf', exact: true })).toBeVisible()
  await expect(page.getByText('2 pages')).toBeVisible()
  const top = async (part: Locator) => (await part.boundingBox())!.y
  const documents = page.getByRole('list', { name: 'Documents' })
  expect(await top(page.getByText('Ready to answer'))).toBeLessThan(await top(documents))

  await page.getByRole('link', { name: 'Try it' }).first().click()
  await ask(page, 'What does a family ticket cost?')
  const conversation = page.getByRole('region', { name: 'Conversation' })
  await expect(conversation.getByText(/costs 28 euros/).first()).toBeVisible()

  const source = page.getByRole('article', { name: /^Source \d: Visitor rules\.pdf/ }).first()
  await expect(source).toContainText('Page 2')
  await expect(source.locator('mark').first()).toContainText('28 euros')
  await expect(
    conversation.getByRole('button', { name: /^Source 1: Visitor rules\.pdf, Page 2/ }).first(),
  ).toBeVisible()
  await conversation
    .getByRole('button', { name: /^Source \d/ })
    .first()
    .click()
  await expect(source).toHaveAttribute('data-lit', 'true')
  await source.getByRole('button', { name: 'Open in document' }).click()
  await expect(page.getByRole('dialog').getByText(/Assistance dogs are welcome/)).toBeVisible()
  await page.keyboard.press('Escape')

  await ask(page, 'Can I bring an elephant to Jupiter?')
  await expect(page.getByText('Your documents do not answer this')).toBeVisible()

  await page.reload()
  await expect(conversation.getByText(/costs 28 euros/).first()).toBeVisible()
})

test('a place deep in a long document is shown where it stands, and the next question leaves it', async ({
  page,
  signIn,
  newOwner,
}) => {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Harbour Museum' })
  await signIn(page, owner)
  await page.goto(`/bots/${bot.id}/knowledge`)
  const halls = Array.from(
    { length: 120 },
    (_, n) => `Hall ${n} shows ropes, sails and lamps of the old harbour.`,
  )
  const text = [...halls, 'The golden compass lies in a drawer of the attic.'].join('\n\n')
  await page
    .getByLabel('Documents to add')
    .setInputFiles({ name: 'Halls.md', mimeType: 'text/markdown', buffer: Buffer.from(text) })
  await expect(page.getByRole('button', { name: 'Halls.md', exact: true })).toBeVisible()

  await page.getByRole('link', { name: 'Try it' }).first().click()
  await ask(page, 'Where lies the golden compass?')
  const conversation = page.getByRole('region', { name: 'Conversation' })
  await conversation
    .getByRole('button', { name: /^Source 1/ })
    .first()
    .click()
  const source = page.getByRole('article', { name: /^Source 1: Halls\.md/ }).first()
  await source.getByRole('button', { name: 'Open in document' }).click()
  await expect(page.getByRole('dialog').locator('[data-lit]').first()).toBeInViewport()
  await page.keyboard.press('Escape')

  await ask(page, 'Can I bring an elephant to Jupiter?')
  await expect(page.getByText('Your documents do not answer this')).toBeVisible()
  await expect(page.locator('[data-lit=true]')).toHaveCount(0)
})

test('a document is replaced, then deleted', async ({ page, signIn, newOwner }) => {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Harbour Museum' })
  await signIn(page, owner)
  await page.goto(`/bots/${bot.id}/knowledge`)
  const file = (text: string) => ({ name: 'hours.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })
  await page.getByLabel('Documents to add').setInputFiles(file('The museum opens at ten.'))
  await expect(page.getByText('1 passage')).toBeVisible()

  await page.getByRole('button', { name: 'More for hours.txt' }).click()
  const chosen = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Replace with a new version' }).click()
  await (await chosen).setFiles(file('The museum opens at eleven.'))
  await expect
    .poll(async () => {
      const documents = await owner.api.listDocuments(bot.id)
      return documents.map(({ status, replaces }) => [status, replaces !== null])
    })
    .toEqual([['ready', true]])

  await expect(page.getByRole('button', { name: 'More for hours.txt' })).toHaveCount(1)
  await page.getByRole('button', { name: 'More for hours.txt' }).click()
  await page.getByRole('list', { name: 'More for hours.txt' }).getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('heading', { name: 'Your documents will be here' })).toBeVisible()
})

test('files that cannot be read say why, by name, and what to do', async ({ page, signIn, newOwner }) => {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Harbour Museum' })
  await signIn(page, owner)
  await page.goto(`/bots/${bot.id}/knowledge`)
  const whole = visitorRules.buffer
  await page.getByLabel('Documents to add').setInputFiles([
    { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
    { name: 'table.numbers', mimeType: 'application/octet-stream', buffer: Buffer.from('PK') },
    { name: 'picture.pdf', mimeType: 'application/pdf', buffer: Buffer.from('\x89PNG\r\n\x1a\nnot a pdf') },
    { name: 'cut.pdf', mimeType: 'application/pdf', buffer: whole.subarray(0, whole.length / 2) },
    {
      name: '../../\u202Etxt.evil.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('The museum opens at ten.'),
    },
  ])
  const list = page.getByRole('list', { name: 'Documents' })
  const row = (name: string) => list.getByRole('listitem').filter({ hasText: name })
  await expect(row('empty.txt')).toContainText(/empty/)
  await expect(row('table.numbers')).toContainText(/PDF/)
  await expect(row('picture.pdf')).toContainText('What is inside the file does not match its name.')
  await expect(row('cut.pdf')).toContainText(/damaged/)
  await expect(row('cut.pdf')).toContainText(/save it again/)
  await expect(row('txt.evil.txt')).toContainText('1 passage')
})
