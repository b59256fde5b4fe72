import type { Locator } from '@playwright/test'
import { ask } from './ask.ts'
import { expect, test } from './docent-test.ts'
import { guideOf } from './museum.ts'

const PRICES = `# Prices

## Tickets

| Ticket | Price | Members | Saturdays | Lighthouse | Headphones | Wardrobe |
| ------ | ----- | ------- | --------- | ---------- | ---------- | -------- |
| Single | 9 euros | 7 euros | 10 euros | included | separately | separately |
| Family | 28 euros | 22 euros | 30 euros | included | included | included |
`

for (const place of ['Try it', 'the chat of a visitor'])
  for (const colorScheme of ['light', 'dark'] as const)
    test(`a wide table in ${place} shows at its edges that it goes on: ${colorScheme}`, async ({
      page,
      newOwner,
      signIn,
    }) => {
      await page.setViewportSize({ width: 390, height: 844 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const owner = await newOwner()
      const botId = await guideOf(owner, 'Harbour Museum', [
        { name: 'prices.md', bytes: Buffer.from(PRICES) },
      ])
      await owner.api.changeBot(botId, { answers: 'quotes', published: true })
      await signIn(page, owner)
      await page.goto(place === 'Try it' ? `/bots/${botId}/try` : `/embed/${botId}`)
      await ask(page, 'What does a family ticket cost?')
      const table = page.getByRole('group', { name: 'Table' })
      await expect(table.getByRole('cell', { name: '28 euros' })).toBeVisible()
      await table.scrollIntoViewIfNeeded()

      const room = await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
      expect(room).toBeGreaterThan(100)
      await expect.poll(() => fadingEdges(table)).toEqual({ left: false, right: true })
      await table.evaluate((element, left) => element.scrollTo({ left }), room / 2)
      await expect.poll(() => fadingEdges(table)).toEqual({ left: true, right: true })
      await table.evaluate((element, left) => element.scrollTo({ left }), room)
      await expect.poll(() => fadingEdges(table)).toEqual({ left: true, right: false })

      await page.setViewportSize({ width: 1280, height: 844 })
      await expect.poll(() => fadingEdges(table)).toEqual({ left: false, right: false })
    })

/** At which edges a table has another colour than in its middle, seen above its first words. */
async function fadingEdges(table: Locator): Promise<{ left: boolean; right: boolean }> {
  const picture = (await table.screenshot()).toString('base64')
  return table.evaluate(async (_, base64) => {
    const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', {
      willReadFrequently: true,
    })!
    canvas.drawImage(bitmap, 0, 0)
    const colourAt = (x: number) => canvas.getImageData(x, 3, 1, 1).data.join()
    const middle = colourAt(Math.floor(bitmap.width / 2))
    return { left: colourAt(2) !== middle, right: colourAt(bitmap.width - 3) !== middle }
  }, picture)
}
