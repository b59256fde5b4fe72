import AxeBuilder from '@axe-core/playwright'
import { expect, nothingAbove, test } from './docent-test.ts'
import { readyGuide, visitorRules } from './museum.ts'

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
    await check('/?account=deleted')
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

for (const width of [1280, 390]) {
  test(`so are a file that is asked about, a new name and an opened document: ${width} px`, async ({
    page,
    newOwner,
    signIn,
  }) => {
    await page.setViewportSize({ width, height: 844 })
    const owner = await newOwner()
    const botId = await readyGuide(owner)
    const check = async (what: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const { violations } = await new AxeBuilder({ page }).analyze()
        const found = violations.map(({ id, nodes }) => `${what}, ${colorScheme}: ${id}: ${nodes[0]?.html}`)
        expect(found).toEqual([])
      }
    }
    await signIn(page, owner)
    await page.goto(`/bots/${botId}/knowledge`)
    await page.getByLabel('Documents to add').setInputFiles([visitorRules, visitorRules])
    await expect(page.getByText('You already have 2 of these files.')).toBeVisible()
    await check('two files that are here already')
    await page.getByRole('button', { name: 'Leave all out' }).click()

    const menu = `More for ${visitorRules.name}`
    await page.getByRole('button', { name: menu }).click()
    await page.getByRole('list', { name: menu }).getByRole('button', { name: 'Rename' }).click()
    await expect(page.getByRole('dialog', { name: 'Rename this document' })).toBeVisible()
    await check('a new name')
    await page.keyboard.press('Escape')
    await nothingAbove(page)

    await page.goto(`/bots/${botId}/search?q=${encodeURIComponent('What does a family ticket cost?')}`)
    await page.getByRole('button', { name: 'Open in document' }).first().click()
    await expect(page.getByRole('dialog').locator('mark').first()).toBeInViewport()
    await check('an opened document')
  })
}
