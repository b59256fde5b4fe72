import { makeXlsx } from '#lib/extraction/fixtures/make-xlsx.ts'
import { ask } from './ask.ts'
import { expect, nothingAbove, test } from './docent-test.ts'

const TOWNS = ['Lyon', 'Nice', 'Paris', 'Lille', 'Nantes', 'Metz', 'Dijon', 'Brest']

const workbook = makeXlsx(
  {
    name: 'Costs',
    rows: [
      ['Costs of our branches in 2026'],
      [],
      ['Branch', 'Quarter', 'Rent', 'Staff', 'Total cost'],
      ...TOWNS.flatMap((town, at) =>
        [1, 2, 3, 4].map(quarter => [
          ...[town, `Q${quarter}`, 1000 + at * 130 + quarter, 5000 + at * 420 - quarter],
          6000 + at * 550,
        ]),
      ),
    ],
  },
  {
    name: 'Contacts',
    rows: [
      ['Name', 'Role', 'Phone'],
      ['Anna Keller', 'Head of the branch in Lyon', '+33 4 1234'],
      ['Bruno Petit', 'Accounting', '+33 1 9876'],
    ],
  },
)

test('a spreadsheet becomes ready, and a question is answered from the row that has it', async ({
  page,
  newOwner,
  signIn,
}) => {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Branch Office' })
  await owner.api.changeBot(bot.id, { answers: 'quotes' })
  await signIn(page, owner)
  await page.goto(`/bots/${bot.id}/knowledge`)
  await page.locator('input[type=file]').setInputFiles({
    name: 'Branches.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(workbook),
  })
  await expect(page.getByText('Ready to answer')).toBeVisible({ timeout: 30_000 })

  await test.step('its text is its sheets, with the numbers of their rows', async () => {
    await page.getByRole('button', { name: 'Open text' }).click()
    const opened = page.getByRole('dialog', { name: 'Branches.xlsx' })
    const costs = opened.getByRole('region', { name: 'Costs' })
    await expect(costs.getByRole('columnheader', { name: 'Total cost' })).toBeVisible()
    await expect(costs.getByRole('row', { name: '6 Lyon Q3 1003 4997 6000' })).toBeVisible()
    await expect(opened.getByRole('region', { name: 'Contacts' })).toContainText('Bruno Petit')
    await page.keyboard.press('Escape')
    await nothingAbove(page)
  })

  await test.step('the row is quoted under its columns, and opened where it stands', async () => {
    await page.goto(`/bots/${bot.id}/try`)
    await ask(page, 'What was the total cost of Lyon in Q3?')
    const source = page.getByRole('article', { name: /^Source 1: Branches\.xlsx/ })
    await expect(source).toContainText('Costs, A6:E6')
    const quote = page.getByLabel('Conversation', { exact: true }).getByRole('figure')
    await expect(quote.getByRole('columnheader')).toHaveText([
      'Branch',
      'Quarter',
      'Rent',
      'Staff',
      'Total cost',
    ])
    await expect(quote.getByRole('row').last()).toContainText('Lyon')
    await source.getByRole('button', { name: 'Open in document' }).click()
    const opened = page.getByRole('dialog', { name: 'Branches.xlsx' })
    const row = opened.getByRole('row', { name: /^6 Lyon Q3/ })
    await expect(row).toBeInViewport()
    await expect(row.locator('mark').first()).toBeVisible()
  })
})
