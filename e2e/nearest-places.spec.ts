import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { ask } from './ask.ts'
import { expect, type Owner, test } from './docent-test.ts'
import { guideOf } from './museum.ts'

const PRICES = `# Harbour Lane Bikes

We are a family-run bicycle shop in Whitby.

The workshop mends bicycles of every make, and says beforehand what it will cost. ${shelves(40)}
`
const HIRE = `# Hiring

${['Helmets', 'Locks', 'Baskets', 'Lights', 'Pumps', 'Trailers']
  .map(
    (what, at) =>
      `## Part ${at + 1}\n\n${what} are lent with every bicycle and come back with it. ${shelves(30)}`,
  )
  .join('\n\n')}
`

const NOTES = `The boiler in the cellar is mended by the caretaker of the lighthouse.

Keys of the lighthouse hang behind the desk. The caretaker has a second set of keys.
`

/** Long enough that each place is a passage of its own, and of no place in particular. */
function shelves(many: number): string {
  return Array.from({ length: many }, (_, at) => `Shelf ${at + 1} is full and has a label of its own.`).join(
    ' ',
  )
}

/** A guide that answers in quotes and has read two documents, the first of them with its own name as heading. */
async function bicycleGuide(owner: Owner): Promise<string> {
  const botId = await guideOf(owner, 'Harbour Lane Bikes', [
    { name: 'prices.md', bytes: Buffer.from(PRICES) },
    { name: 'hiring.md', bytes: Buffer.from(HIRE) },
  ])
  await owner.api.changeBot(botId, { answers: 'quotes', published: true })
  return botId
}

async function askForNoSuchThing(page: Page) {
  await ask(page, 'Do submarine pilots of the workshop need helmets?')
  await expect(page.getByText('Nearest places:').last()).toBeVisible()
}

for (const width of [1280, 390]) {
  test(`a nearest place shows that very place, and leads into its document: ${width} px`, async ({
    page,
    newOwner,
    signIn,
  }) => {
    await page.setViewportSize({ width, height: 800 })
    const owner = await newOwner()
    const botId = await bicycleGuide(owner)
    await signIn(page, owner)
    await page.goto(`/bots/${botId}/try`)
    await askForNoSuchThing(page)

    const items = page.getByRole('list', { name: 'Nearest places' }).getByRole('listitem')
    const nearest = items.getByRole('button')
    const names = await nearest.allTextContents()
    expect(names.length).toBeGreaterThan(1)
    expect(new Set(names).size).toBe(names.length)
    for (const [at, name] of names.entries()) {
      const [document, place] = name.split(' · ')
      expect(place).not.toBe(document)
      const line = items.nth(at).getByRole('paragraph')
      await standsUnder(line, nearest.nth(at))
      const words = (await line.textContent())!
      await expect(nearest.nth(at)).toHaveAccessibleDescription(words)
      await nearest.nth(at).click()
      const shown = page.getByRole('article').and(page.locator('[data-lit]'))
      await expect(shown).toHaveCount(1)
      await expect(shown).toContainText(document!)
      await expect(shown).toContainText(place ?? 'In the text')
      await expect(shown.getByRole('heading')).toBeInViewport()
      await expect.poll(() => marked(shown)).toBe(words)
      await expect(page.getByText('cites none of your documents')).toHaveCount(0)

      await shown.getByRole('button', { name: 'Open in document' }).click()
      const opened = page.getByRole('dialog', { name: document! })
      await expect(opened.locator('[data-lit]').first()).toBeInViewport()
      await expect.poll(() => marked(opened)).toBe(words)
      await page.keyboard.press('Escape')
      await expect(opened).toHaveCount(0)
    }
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })
}

test('two places of one source are two links and one source, with what was asked for marked', async ({
  page,
  newOwner,
  signIn,
}) => {
  const owner = await newOwner()
  const botId = await guideOf(owner, 'Lighthouse', [{ name: 'notes.txt', bytes: Buffer.from(NOTES) }])
  await owner.api.changeBot(botId, { answers: 'quotes' })
  await signIn(page, owner)
  await page.goto(`/bots/${botId}/try`)
  await ask(page, 'Where can the caretaker park?')
  const items = page.getByRole('list', { name: 'Nearest places' }).getByRole('listitem')
  await expect(items).toHaveCount(2)
  const sources = page.getByRole('article', { name: 'Looked at: notes.txt' })
  await expect(sources).toHaveCount(1)
  const lines = await items.getByRole('paragraph').allTextContents()
  expect(new Set(lines).size).toBe(2)
  // In the text they are marked in its order, whichever is nearer.
  const inText = lines.toSorted((a, b) => NOTES.indexOf(a.slice(0, 20)) - NOTES.indexOf(b.slice(0, 20)))
  await expect.poll(() => marked(sources)).toBe(inText.join(' '))
  for (const [at, line] of lines.entries()) {
    await items.nth(at).getByRole('button').click()
    await expect.poll(() => marked(sources)).toBe(line)
  }
})

test('a visitor sees what the nearest places are, and no number where there is none', async ({
  page,
  newOwner,
}) => {
  const botId = await bicycleGuide(await newOwner())
  await page.goto(`/embed/${botId}`)
  await askForNoSuchThing(page)
  const item = page.getByRole('list', { name: 'Nearest places' }).getByRole('listitem').first()
  const line = item.getByRole('paragraph')
  await standsUnder(line, item.getByRole('button'))
  const [document, place] = (await item.getByRole('button').textContent())!.split(' · ')
  await item.getByRole('button').click()
  const passage = page.getByRole('dialog', { name: document!, exact: true })
  await expect(passage).toBeVisible()
  await expect(passage).toContainText(place ?? document!)
  await expect(passage.locator('.number')).toHaveCount(0)
  const words = await line.textContent()
  await expect.poll(() => marked(passage)).toBe(words)
})

/** All that is marked, sentence by sentence. */
async function marked(where: Locator): Promise<string> {
  return (await where.locator('mark').allTextContents()).join(' ')
}

/** What a place says stands under its name, in three lines at most. */
async function standsUnder(line: Locator, name: Locator) {
  const [above, below] = await Promise.all([name.boundingBox(), line.boundingBox()])
  expect(below!.y).toBeGreaterThanOrEqual(above!.y + above!.height)
  const lineHeight = await line.evaluate(element => Number.parseFloat(getComputedStyle(element).lineHeight))
  expect(below!.height).toBeLessThanOrEqual(3 * lineHeight + 1)
}
