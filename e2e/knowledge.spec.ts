import type { Page } from '@playwright/test'
import { expect, test } from './docent-test.ts'

const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
const rows = (page: Page) => page.getByRole('list', { name: 'Documents', exact: true }).getByRole('listitem')
const row = (page: Page, name: string) => rows(page).filter({ hasText: name })

test('a second tab and the list of guides show what the first adds and deletes', async ({
  page,
  context,
  signIn,
  newOwner,
}) => {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Harbour Museum' })
  await signIn(page, owner)
  const second = await context.newPage()
  const guides = await context.newPage()
  await second.goto(`/bots/${bot.id}/knowledge`)
  await guides.goto('/bots')
  await expect(second.getByRole('heading', { name: 'Your documents will be here' })).toBeVisible()
  await expect(guides.getByText('No documents yet')).toBeVisible()

  await page.goto(`/bots/${bot.id}/knowledge`)
  await page
    .getByLabel('Documents to add')
    .setInputFiles([file('hours.txt', 'It opens at ten.'), file('prices.txt', 'A ticket costs 9 euros.')])
  await expect(second.getByText('All 2 ready')).toBeVisible()
  await expect(guides.getByText('2 documents')).toBeVisible()

  await page.getByRole('button', { name: 'More for hours.txt' }).click()
  await page.getByRole('list', { name: 'More for hours.txt' }).getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(row(second, 'hours.txt')).toHaveCount(0)
  await expect(row(second, 'prices.txt')).toHaveCount(1)
  await expect(guides.getByText('1 document', { exact: true })).toBeVisible()
})
