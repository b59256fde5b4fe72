import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './docent-test.ts'
import { readyGuide } from './museum.ts'

for (const width of [1280, 390]) {
  test(`every page is fit for a screen reader, light and dark: ${width} px`, async ({
    page,
    newOwner,
    signIn,
  }) => {
    test.setTimeout(120_000)
    await page.setViewportSize({ width, height: 844 })
    const owner = await newOwner()
    const botId = await readyGuide(owner)
    const check = async (path: string) => {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await page.waitForLoadState('networkidle')
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const { violations } = await new AxeBuilder({ page }).analyze()
        const found = violations.map(({ id, nodes }) => `${path}, ${colorScheme}: ${id}: ${nodes[0]?.html}`)
        expect(found).toEqual([])
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0)
    }
    await check('/')
    await check('/sign-in')
    await check('/sign-in?new')
    await signIn(page, owner)
    await check('/bots')
    for (const section of ['knowledge', 'try', 'search', 'look', 'share', 'settings'])
      await check(`/bots/${botId}/${section}`)
    await check(`/bots/${botId}/search?q=${encodeURIComponent('Does a family need tickets on Jupiter?')}`)
    await check('/account')
    await owner.api.changeBot(botId, { published: true })
    await check(`/embed/${botId}`)
  })
}
