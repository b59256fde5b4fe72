import AxeBuilder from '@axe-core/playwright'
import { ask } from './ask.ts'
import { expect, test } from './docent-test.ts'
import { guideOf } from './museum.ts'

const RULES = `# Harbour Museum

## Tickets

A family ticket costs 28 euros.

## The founder

Ada Coffin founded the museum in 1931. She had been a lighthouse keeper.
`
const HEDGE = 'I am not sure that this answers your question:'

for (const place of ['Try it', 'the chat of a visitor'])
  for (const width of [1280, 390])
    test(`in ${place}, an answer that may be none says so, on one ground with its quotes: ${width} px`, async ({
      page,
      newOwner,
      signIn,
    }) => {
      await page.setViewportSize({ width, height: 844 })
      const owner = await newOwner()
      const botId = await guideOf(owner, 'Harbour Museum', [{ name: 'rules.md', bytes: Buffer.from(RULES) }])
      await owner.api.changeBot(botId, { answers: 'quotes', published: true })
      await signIn(page, owner)
      await page.goto(place === 'Try it' ? `/bots/${botId}/try` : `/embed/${botId}`)
      const answer = page.getByLabel('Conversation', { exact: true }).getByRole('article').last()
      const quote = answer.getByRole('figure')
      const hedge = answer.getByText(HEDGE, { exact: true })
      const ground = answer
        .locator('div')
        .filter({ has: page.getByText(HEDGE, { exact: true }) })
        .filter({ has: page.getByRole('figure') })
        .last()
      const grounded = () => ground.evaluate(element => getComputedStyle(element).backgroundColor)

      await ask(page, 'What does a family ticket cost?')
      await expect(quote).toContainText('28 euros')
      await expect(hedge).toHaveCount(0)
      await expect(answer.getByText('Quoted from one place')).toHaveCount(place === 'Try it' ? 1 : 0)

      await ask(page, 'Who founded the lighthouse?')
      await expect(hedge).toBeVisible()
      await expect(quote).toContainText('Ada Coffin founded the museum')
      await expect(page.getByRole('button', { name: /^(Ask|Send)$/ })).toBeVisible()
      await expect(answer.getByText(/^Quoted from/)).toHaveCount(0)
      const [said, quoted] = await Promise.all([hedge.boundingBox(), quote.boundingBox()])
      expect(quoted!.y - said!.y - said!.height).toBeLessThanOrEqual(10)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        expect(await grounded()).not.toBe('rgba(0, 0, 0, 0)')
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes[0]?.html}`)).toEqual([])
      }
    })
