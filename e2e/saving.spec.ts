import type { Locator, Page } from '@playwright/test'
import { type DocentFixtures, expect, nothingAbove, test } from './docent-test.ts'

/** The settings page of a fresh guide, with a place to go back to. */
async function openSettings(
  page: Page,
  { newOwner, signIn }: Pick<DocentFixtures, 'newOwner' | 'signIn'>,
  section = 'settings',
) {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Harbour Museum' })
  await signIn(page, owner)
  await page.goto(`/bots/${bot.id}/knowledge`)
  await expect(page.getByRole('heading', { name: 'Knowledge' })).toBeVisible()
  await goTo(page, section)
  return { owner, bot }
}

/** By the rail, or on a phone by the bottom bar and its menu. */
async function goTo(page: Page, section: string) {
  const label = section[0]!.toUpperCase() + section.slice(1)
  const link = page.getByRole('link', { name: new RegExp(`^${label}`) })
  if ((await link.count()) === 0) await page.getByRole('button', { name: 'Menu' }).click()
  await link.click()
}

test('a double click on Save saves once, and says so where the button is', async ({
  page,
  newOwner,
  signIn,
}) => {
  const { owner, bot } = await openSettings(page, { newOwner, signIn })
  const saves: string[] = []
  page.on('request', request => {
    if (request.method() === 'PATCH') saves.push(request.url())
  })
  await page.getByLabel('Name').fill('Harbour House')
  const save = page.getByRole('button', { name: 'Save', exact: true })
  await save.dblclick()
  const said = page.getByRole('status').filter({ hasText: /^Saved$/ })
  await expect(said).toBeInViewport()
  await expect(save).toBeInViewport()
  await page.waitForLoadState('networkidle')
  expect(saves).toHaveLength(1)
  expect((await owner.api.getBot(bot.id))?.name).toBe('Harbour House')
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)

  await page.getByLabel('Name').fill('Harbour Hall')
  await expect(said).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: 'Not saved yet' })).toBeInViewport()
})

for (const [screen, width, height] of [
  ['a desktop', 1280, 800],
  ['a phone', 390, 844],
] as const) {
  test(`unsaved changes are asked about whichever way the page is left: ${screen}`, async ({
    page,
    newOwner,
    signIn,
  }) => {
    await page.setViewportSize({ width, height })
    const { bot } = await openSettings(page, { newOwner, signIn })
    const name = page.getByLabel('Name')
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' })
    await name.fill('Harbour House')

    await test.step('a link', async () => {
      await goTo(page, 'knowledge')
      await dialog.getByRole('button', { name: 'Stay here' }).click()
      await expect(dialog).toHaveCount(0)
      await nothingAbove(page)
      await expect(name).toHaveValue('Harbour House')
    })

    await test.step('the way back', async () => {
      await page.goBack()
      await expect(dialog).toBeVisible()
      expect(new URL(page.url()).pathname).toBe(`/bots/${bot.id}/settings`)
      await page.keyboard.press('Escape')
      await expect(dialog).toHaveCount(0)
      await nothingAbove(page)
      await expect(name).toHaveValue('Harbour House')
      await page.goBack()
      await dialog.getByRole('button', { name: 'Leave without saving' }).click()
      await expect(page.getByRole('heading', { name: 'Knowledge' })).toBeVisible()
      await page.goForward()
      await expect(name).toHaveValue('Harbour Museum')
    })

    await test.step('closing the tab', async () => {
      await name.fill('Harbour House')
      const asked = page.waitForEvent('dialog')
      const closing = page.close({ runBeforeUnload: true })
      const question = await asked
      expect(question.type()).toBe('beforeunload')
      await question.dismiss()
      await closing
      await expect(name).toHaveValue('Harbour House')
    })

    await test.step('signing out', async () => {
      if (width < 768) await page.getByRole('button', { name: 'Menu' }).click()
      await page.getByRole('button', { name: 'Sign out' }).click()
      await dialog.getByRole('button', { name: 'Stay here' }).click()
      await expect(name).toHaveValue('Harbour House')
    })

    await test.step('what was let go is gone, and nothing asks after a save', async () => {
      if (width < 768) await page.getByRole('dialog', { name: 'Menu' }).getByLabel('Close').click()
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible()
      await goTo(page, 'knowledge')
      await expect(page.getByRole('heading', { name: 'Knowledge' })).toBeVisible()
      await expect(dialog).toHaveCount(0)
      await goTo(page, 'settings')
      await name.fill('Harbour Hall')
      await goTo(page, 'knowledge')
      await dialog.getByRole('button', { name: 'Leave without saving' }).click()
      await expect(page.getByRole('heading', { name: 'Knowledge' })).toBeVisible()
      await expect(page.getByRole('dialog')).toHaveCount(0)
    })
  })

  test(`the save bar covers nothing: ${screen}`, async ({ page, newOwner, signIn }) => {
    await page.setViewportSize({ width, height })
    for (const [section, field] of [
      ['settings', 'Name'],
      ['look', 'Greeting'],
    ] as const) {
      await openSettings(page, { newOwner, signIn }, section)
      await page.getByLabel(field).fill('Something else')
      const bar = page.getByRole('region', { name: 'Changes' })
      await expect(bar).toBeInViewport({ ratio: 1 })
      const fields = page.getByRole('main').locator('input, textarea, select, button')
      const covered: string[] = []
      for (const control of await fields.all()) {
        if (!(await control.isVisible()) || (await isInside(bar, control))) continue
        await control.evaluate(element => (element as HTMLElement).focus({ preventScroll: false }))
        if (await overlap(bar, control)) covered.push(await control.evaluate(element => element.outerHTML))
      }
      expect(covered, `covered on ${section}`).toEqual([])
      await page.context().clearCookies()
      await page.evaluate(() => localStorage.clear())
    }
  })
}

async function isInside(bar: Locator, control: Locator): Promise<boolean> {
  const outer = await bar.elementHandle()
  return control.evaluate((element, bar) => bar!.contains(element), outer)
}

async function overlap(bar: Locator, control: Locator): Promise<boolean> {
  const [a, b] = [(await bar.boundingBox())!, (await control.boundingBox())!]
  return a.y < b.y + b.height && b.y < a.y + a.height && a.x < b.x + b.width && b.x < a.x + a.width
}
