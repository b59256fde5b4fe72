import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { ask } from './ask.ts'
import { expect, type Owner, test } from './docent-test.ts'
import { guideOf } from './museum.ts'

const PRICES = `# Harbour Lane Bikes

We are a family-run bicycle shop in Whitby.

${'The workshop mends bicycles of every make, and says beforehand what it will cost. '.repeat(40)}
`
const HIRE = `# Hiring

${['Helmets', 'Locks', 'Baskets', 'Lights', 'Pumps', 'Trailers']
  .map(
    what =>
      `## ${what} for a bicycle\n\n${`${what} are lent with every bicycle and come back with it. `.repeat(30)}`,
  )
  .join('\n\n')}
`

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
  await ask(page, 'Do submarine bicycle pilots need telescopes?')
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

    const nearest = page.getByRole('list', { name: 'Nearest places' }).getByRole('button')
    const names = await nearest.allTextContents()
    expect(names.length).toBeGreaterThan(1)
    expect(new Set(names).size).toBe(names.length)
    for (const [at, name] of names.entries()) {
      const [document, place] = name.split(' · ')
      expect(place).not.toBe(document)
      await nearest.nth(at).click()
      const shown = page.getByRole('article').and(page.locator('[data-lit]'))
      await expect(shown).toHaveCount(1)
      await expect(shown).toContainText(document!)
      await expect(shown).toContainText(place ?? 'In the text')
      await expect(shown.getByRole('heading')).toBeInViewport()
      await expect(page.getByText('cites none of your documents')).toHaveCount(0)

      await shown.getByRole('button', { name: 'Open in document' }).click()
      const opened = page.getByRole('dialog', { name: document! })
      await expect(opened.locator('[data-lit]').first()).toBeInViewport()
      await page.keyboard.press('Escape')
      await expect(opened).toHaveCount(0)
    }
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })
}

test('a visitor sees what the nearest places are, and no number where there is none', async ({
  page,
  newOwner,
}) => {
  const botId = await bicycleGuide(await newOwner())
  await page.goto(`/embed/${botId}`)
  await askForNoSuchThing(page)
  const nearest = page.getByRole('list', { name: 'Nearest places' }).getByRole('button')
  const [document, place] = (await nearest.first().textContent())!.split(' · ')
  await nearest.first().click()
  const passage = page.getByRole('dialog', { name: document!, exact: true })
  await expect(passage).toBeVisible()
  await expect(passage).toContainText(place ?? document!)
  await expect(passage.locator('.number')).toHaveCount(0)
})
