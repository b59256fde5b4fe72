import type { Locator, Page } from '@playwright/test'
import { ask } from './ask.ts'
import { expect, nothingAbove, test } from './docent-test.ts'
import { readyGuide } from './museum.ts'

const LONG = 'https://museum.example/'.padEnd(400, 'a1b2c3')
const TEXT = `# Harbour ${LONG}

The golden compass lies at ${LONG} in the attic, behind ${'x'.repeat(300)}.

- A list item with ${LONG}

| Name | ${LONG} |
| --- | --- |
| Compass | ${'7'.repeat(200)} |

\`\`\`
const place = '${LONG}'
\`\`\`
`

/** How far a part, or anything in it but code, can be pushed sideways. */
async function overflow(part: Locator): Promise<number> {
  return part.evaluate(element => {
    const pushed = [...element.querySelectorAll(':not(pre)')].filter(
      one => getComputedStyle(one).overflowX === 'auto',
    )
    return Math.max(...[element, ...pushed].map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
  })
}

async function pageFits(page: Page) {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
}

for (const [width, height] of [
  [390, 844],
  [320, 640],
] as const) {
  test(`long lines of a document stay on a phone: ${width} px`, async ({ page, newOwner, signIn }) => {
    await page.setViewportSize({ width, height })
    const owner = await newOwner()
    const bot = await owner.api.createBot({ name: 'Harbour Museum' })
    await owner.api.addDocument(bot.id, { name: `${'y'.repeat(120)}.md`, bytes: Buffer.from(TEXT) })
    const titled = Buffer.from('# Tides and weather\n\nThe tide comes twice a day.')
    await owner.api.addDocument(bot.id, { name: `${'z'.repeat(120)}.md`, bytes: titled })
    await signIn(page, owner)
    await page.goto(`/bots/${bot.id}/knowledge`)
    const rows = page.getByRole('list', { name: 'Documents', exact: true }).getByRole('listitem')
    const row = rows.last()
    await expect(page.getByText('All 2 ready')).toBeVisible()
    await expect(rows.first()).toContainText(`${'z'.repeat(40)}`)
    await pageFits(page)

    const dialog = page.getByRole('dialog', { name: /^(y|Harbour)/ })
    await row
      .getByRole('button', { name: /^(y|Harbour)/ })
      .first()
      .click()
    await expect(dialog.getByText('golden compass')).toBeVisible()
    expect(await overflow(dialog)).toBe(0)
    await page.keyboard.press('Escape')
    await nothingAbove(page)

    await page.goto(`/bots/${bot.id}/search?q=${encodeURIComponent('Where lies the golden compass?')}`)
    const found = page.getByRole('article', { name: /^Passage 1:/ })
    await expect(found).toContainText('golden compass')
    await pageFits(page)
    expect(await overflow(found)).toBe(0)

    await page.goto(`/bots/${bot.id}/try`)
    await ask(page, 'Where lies the golden compass?')
    await page.getByRole('button', { name: 'Show where' }).click()
    expect(await overflow(page.getByRole('region', { name: 'Conversation' }))).toBe(0)
    const source = page.getByRole('article', { name: /^Source 1:/ })
    await expect(source).toContainText('golden compass')
    await pageFits(page)
    expect(await overflow(source)).toBe(0)
    await source.getByRole('button', { name: 'Open in document' }).click()
    await expect(dialog.locator('mark').first()).toBeInViewport()
    expect(await overflow(dialog)).toBe(0)
  })
}

test('the words of a written table stay whole on a phone, and it scrolls in its own box', async ({
  page,
  newOwner,
  signIn,
  model,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const owner = await newOwner()
  const botId = await readyGuide(owner)
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
  const reply = `| Wing | ${days.join(' | ')} |\n${'| --- '.repeat(8)}|\n| Lighthouse ${'| 10 to 18 '.repeat(7)}|`
  await model.script({ on: 'chat', reply })
  await signIn(page, owner)
  await page.goto(`/bots/${botId}/try`)
  await ask(page, 'When is the museum open?')
  const box = page.getByRole('group', { name: 'Table' })
  for (const name of ['Wing', ...days]) {
    const { height } = (await box.getByRole('columnheader', { name, exact: true }).boundingBox())!
    expect(height, `${name} stands in one line`).toBeLessThan(45)
  }
  expect(await overflow(box)).toBeGreaterThan(0)
  await pageFits(page)
})
