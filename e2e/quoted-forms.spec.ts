import AxeBuilder from '@axe-core/playwright'
import type { Locator } from '@playwright/test'
import { makeDocx, paragraph, table } from '#lib/extraction/fixtures/make-docx.ts'
import { ask } from './ask.ts'
import { expect, test } from './docent-test.ts'
import { guideOf } from './museum.ts'

const ADDRESS = 'https://museum.example/'.padEnd(220, 'a1b2c3')
const LONG_WORD = 'Donau'.padEnd(120, 'dampfschiff')
const COMMAND = 'npm install audio-guide --with-a-voice-that-is-longer-than-any-phone-is-wide'

const RENTAL = {
  name: 'Rental of the hall.docx',
  bytes: Buffer.from(
    makeDocx({
      body: [
        paragraph('Tenant', 'Heading1'),
        table([
          ['Tenant', 'Ada Coffin'],
          ['Date of birth', '12 March 1931'],
          ['Web site', ADDRESS],
        ]),
      ].join(''),
    }),
  ),
}
const HANDBOOK = {
  name: 'Handbook.md',
  bytes: Buffer.from(`# Handbook

## Prices for a visit

|        | Adult | Child |
| ------ | ----- | ----- |
| Museum | 14 euros | 6 euros |
| Lighthouse with its ${LONG_WORD} | 9 euros | 4 euros |

## Starting the audio guide

Install the audio guide:

    ${COMMAND}
`),
}

for (const place of ['Try it', 'the chat of a visitor']) {
  for (const width of [1280, 390]) {
    test(`in ${place}, forms, tables and code look like themselves: ${width} px`, async ({
      page,
      context,
      newOwner,
      signIn,
    }) => {
      await page.setViewportSize({ width, height: 844 })
      await context.grantPermissions(['clipboard-read', 'clipboard-write'])
      const owner = await newOwner()
      const botId = await guideOf(owner, 'Harbour Museum', [RENTAL, HANDBOOK])
      await owner.api.changeBot(botId, { answers: 'quotes', published: true })
      await signIn(page, owner)
      await page.goto(place === 'Try it' ? `/bots/${botId}/try` : `/embed/${botId}`)
      const conversation = page.getByLabel('Conversation', { exact: true })
      const quote = conversation.getByRole('article').last().getByRole('figure').first()

      await test.step('a form is names and values', async () => {
        await ask(page, 'What is the web site of the tenant?')
        await expect(quote.getByRole('definition').last()).toHaveText(ADDRESS)
        await expect(quote.getByRole('term')).toHaveText(['Tenant', 'Date of birth', 'Web site'])
        await expect(quote.getByRole('table')).toHaveCount(0)
        for (const name of await quote.getByRole('term').all()) expect(await linesOf(name)).toBe(1)
        await staysInside(quote)
      })

      await test.step('a table with a blank corner names its rows', async () => {
        await ask(page, 'What does the lighthouse cost for a child?')
        await expect(quote.getByRole('columnheader')).toHaveText(['Adult', 'Child'])
        await expect(quote.getByRole('rowheader').last()).toHaveText(`Lighthouse with its ${LONG_WORD}`)
        for (const cell of await quote.getByRole('cell', { name: 'euros' }).all())
          expect(await linesOf(cell)).toBeLessThanOrEqual(2)
        for (const name of await quote.getByRole('columnheader').all()) expect(await linesOf(name)).toBe(1)
        await staysInside(quote)
        await staysInside(quote.getByRole('group', { name: 'Table' }))
      })

      await test.step('code scrolls beside its button', async () => {
        await ask(page, 'How do I install the audio guide?')
        await quote.getByRole('button', { name: /^Copy/ }).click()
        await expect(quote.getByText(/^Copied/)).toBeAttached()
        expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(COMMAND)
        await staysInside(quote)
        const [code, button] = await Promise.all([
          quote.locator('pre').boundingBox(),
          quote.getByRole('button', { name: /^Cop/ }).boundingBox(),
        ])
        expect(button!.x >= code!.x + code!.width || button!.y >= code!.y + code!.height).toBe(true)
      })

      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes[0]?.html}`)).toEqual([])
      }
    })
  }
}

/** Over how many lines the text of something goes. */
async function linesOf(what: Locator): Promise<number> {
  return what.evaluate(element => {
    const range = document.createRange()
    range.selectNodeContents(element)
    return new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top))).size
  })
}

/** Nothing of it can be pushed sideways. */
async function staysInside(part: Locator) {
  expect(
    await part.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
  ).toBeLessThanOrEqual(0)
}
