import { ask } from './ask.ts'
import { expect, nothingAbove, test } from './docent-test.ts'
import { readyGuide } from './museum.ts'

test('the way back closes what lies above a page, the uppermost first, and only then leaves the page', async ({
  page,
  newOwner,
  signIn,
}) => {
  const owner = await newOwner()
  const botId = await readyGuide(owner)
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, owner)
  await page.goto(`/bots/${botId}/knowledge`)
  const path = () => new URL(page.url()).pathname
  const menu = page.getByRole('dialog', { name: 'Menu' })
  const openMenu = () => page.getByRole('button', { name: 'Menu' }).click()

  await test.step('a sheet', async () => {
    await openMenu()
    await expect(menu).toBeVisible()
    await page.goBack()
    await expect(menu).toHaveCount(0)
    expect(path()).toBe(`/bots/${botId}/knowledge`)
  })

  await test.step('a sheet that is closed otherwise leaves nothing to go back through', async () => {
    await page.getByRole('link', { name: 'Try it' }).first().click()
    await expect(page.getByRole('heading', { name: 'Try it' })).toBeVisible()
    for (const close of [
      () => menu.getByRole('button', { name: 'Close' }).click(),
      () => page.keyboard.press('Escape'),
    ]) {
      await openMenu()
      await expect(menu).toBeVisible()
      await close()
      await expect(menu).toHaveCount(0)
      await nothingAbove(page)
    }
    await page.goBack()
    await expect(page.getByRole('heading', { name: 'Knowledge' })).toBeVisible()
    await page.goForward()
    await expect(page.getByRole('heading', { name: 'Try it' })).toBeVisible()
  })

  await test.step('a link in a sheet leads from the page below', async () => {
    await openMenu()
    await menu.getByRole('link', { name: 'Settings' }).click()
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.goBack()
    await expect(page.getByRole('heading', { name: 'Try it' })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  await test.step('from the sources of an answer to the document, and back', async () => {
    await ask(page, 'What does a family ticket cost?')
    await page
      .getByRole('button', { name: /^Source 1/ })
      .first()
      .click()
    const sources = page.getByRole('dialog', { name: 'Where this comes from' })
    await sources.getByRole('button', { name: 'Open in document' }).first().click()
    const text = page.getByRole('dialog', { name: /Visitor rules/ })
    await expect(text).toBeVisible()
    await page.goBack()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    expect(path()).toBe(`/bots/${botId}/try`)
    await page.goBack()
    await expect(page.getByRole('heading', { name: 'Knowledge' })).toBeVisible()
  })

  await test.step('signing out of the menu ends at the start page', async () => {
    await openMenu()
    await menu.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(url => url.pathname === '/')
    await expect(page.getByRole('heading', { name: 'Your documents, ready to answer' })).toBeVisible()
    await signIn(page, owner)
    await page.goto(`/bots/${botId}/knowledge`)
  })

  await test.step('a question before something is deleted', async () => {
    await page.getByRole('button', { name: /^More for/ }).click()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.goBack()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    expect(path()).toBe(`/bots/${botId}/knowledge`)
  })
})
