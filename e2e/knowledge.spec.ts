import type { Page } from '@playwright/test'
import { ask } from './ask.ts'
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

test('the same file twice is asked about where it stands', async ({ page, signIn, newOwner }) => {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Harbour Museum' })
  await signIn(page, owner)
  await page.goto(`/bots/${bot.id}/knowledge`)
  const add = page.getByLabel('Documents to add')
  const statuses = async () => (await owner.api.listDocuments(bot.id)).map(({ status }) => status)
  await add.setInputFiles(file('hours.txt', 'It opens at ten.'))
  await expect(rows(page)).toContainText(['1 passage'])

  await test.step('left out', async () => {
    await add.setInputFiles(file('hours.txt', 'It opens at ten.'))
    const asked = rows(page).first()
    await expect(asked).toContainText('You already have this document, with the same content.')
    await asked.getByRole('button', { name: 'Leave it out' }).click()
    await expect(rows(page)).toHaveCount(1)
    expect(await statuses()).toEqual(['ready'])
  })

  await test.step('replaced', async () => {
    await add.setInputFiles(file('hours.txt', 'It opens at eleven.'))
    const asked = rows(page).first()
    await expect(asked).toContainText('You already have “hours.txt”, with other content.')
    await asked.getByRole('button', { name: 'Replace it' }).click()
    await expect
      .poll(async () => (await owner.api.listDocuments(bot.id)).map(d => d.replaces !== null))
      .toEqual([true])
    await expect(rows(page)).toHaveCount(1)
  })

  await test.step('under another name, and added all the same', async () => {
    await add.setInputFiles(file('times.txt', 'It opens at eleven.'))
    const asked = rows(page).first()
    await expect(asked).toContainText('You already have this document, as “hours.txt”.')
    await asked.getByRole('button', { name: 'Add as a second document' }).click()
    await expect(page.getByText('All 2 ready')).toBeVisible()
  })

  await test.step('several at once', async () => {
    await add.setInputFiles([file('hours.txt', 'It opens at noon.'), file('times.txt', 'It opens at one.')])
    await expect(page.getByText('You already have 2 of these files.')).toBeVisible()
    await page.getByRole('button', { name: 'Leave all out' }).click()
    await expect(page.getByText('You already have 2 of these files.')).toHaveCount(0)
    await expect(rows(page)).toHaveCount(2)
  })
})

test('among many rows, what went wrong is said at the row it belongs to', async ({
  page,
  signIn,
  newOwner,
}) => {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Harbour Museum' })
  for (let n = 1; n <= 12; n++)
    await owner.api.addDocument(bot.id, { name: `hall-${n}.txt`, bytes: Buffer.from(`Hall ${n} has ropes.`) })
  await signIn(page, owner)
  await page.goto(`/bots/${bot.id}/knowledge`)
  await expect(page.getByText('All 12 ready')).toBeVisible()
  const oldest = rows(page).last()
  await expect(oldest).toContainText('hall-1.txt')

  await oldest.getByRole('button', { name: 'More for hall-1.txt' }).click()
  const chosen = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Replace with a new version' }).click()
  await (await chosen).setFiles(file('table.numbers', 'PK'))
  await expect(rows(page).nth(11)).toContainText('This kind of file cannot be read.')
  await expect(rows(page).nth(12)).toContainText('hall-1.txt')
  await expect(page.getByText('This kind of file cannot be read.')).toBeInViewport()
})

test('a document is renamed, and found and shown by its new name', async ({ page, signIn, newOwner }) => {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Harbour Museum' })
  await signIn(page, owner)
  await page.goto(`/bots/${bot.id}/knowledge`)
  await page
    .getByLabel('Documents to add')
    .setInputFiles(file('contract_final_v3 (1).txt', 'Assistance dogs are welcome in every gallery.'))
  await expect(rows(page)).toContainText(['1 passage'])
  await page.getByRole('button', { name: 'More for contract_final_v3 (1).txt' }).click()
  await page
    .getByRole('list', { name: 'More for contract_final_v3 (1).txt' })
    .getByRole('button', { name: 'Rename' })
    .click()
  const dialog = page.getByRole('dialog', { name: 'Rename this document' })
  await dialog.getByLabel('Name').fill(' ')
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect(dialog.getByText('Give the document a name.')).toBeVisible()
  await dialog.getByLabel('Name').fill('Visitor handbook')
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Visitor handbook', exact: true })).toBeVisible()
  await expect(rows(page)).toContainText(['contract_final_v3 (1).txt'])

  await page.getByRole('link', { name: 'Search preview' }).click()
  await page.getByLabel('Question to search for').fill('What does the handbook say?')
  await page.getByLabel('Question to search for').press('Enter')
  const best = page.getByRole('article', { name: 'Passage 1: Visitor handbook' })
  await expect(best.getByRole('heading').locator('mark')).toContainText(['handbook'])
  await best.getByRole('button', { name: 'Open in document' }).click()
  await expect(page.getByRole('dialog', { name: 'Visitor handbook' })).toContainText('Assistance dogs')
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: 'Try it' }).first().click()
  await ask(page, 'Are dogs welcome?')
  await expect(page.getByRole('article', { name: 'Source 1: Visitor handbook' })).toBeVisible()
})

test('where there is no room for a file its row says so, and it goes through once there is', async ({
  page,
  stage,
  signIn,
  newOwner,
  allowComplaint,
}) => {
  allowComplaint(/status of 507/)
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Harbour Museum' })
  await signIn(page, owner)
  await page.goto(`/bots/${bot.id}/knowledge`)
  // As the S3 on this machine answers on a full disk.
  const full = { status: 507, headers: { 'access-control-allow-origin': '*' }, body: '<Error/>' }
  await page.route(`${stage.awsUrl}/**`, route =>
    route.request().method() === 'POST' && route.request().url().endsWith('/docent-files')
      ? route.fulfill(full)
      : route.continue(),
  )
  await page.getByLabel('Documents to add').setInputFiles(file('hours.txt', 'It opens at ten.'))
  await expect(page.getByText('There is no room for the file where documents are kept.')).toBeVisible()
  await page.unroute(`${stage.awsUrl}/**`)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(row(page, 'hours.txt')).toContainText('1 passage')
})
