import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FakeDocent, startFakeDocent } from './fake-docent.ts'
import { ask, openChat, visitSite } from './fake-visitor.ts'

let browser: Browser
let fake: FakeDocent

beforeAll(async () => {
  fake = await startFakeDocent()
  fake.page = {
    html: `<!doctype html><title>Site</title><meta name="viewport" content="width=device-width"><h1>Site</h1><script src="${fake.origin}/docent.js" data-bot="bot_1" async></script>`,
  }
  browser = await chromium.launch({ executablePath: process.env.DOCENT_CHROMIUM })
})
afterAll(async () => {
  await browser.close()
  await fake.close()
})

it('goes back from a source to the chat, from the chat to the page, and only then to the page before', async () => {
  await onPhone(async page => {
    const before = await page.evaluate(() => {
      history.pushState({ of: 'the page' }, '', '/there')
      addEventListener('popstate', () => document.body.setAttribute('data-heard', location.pathname))
      return history.length
    })
    const heard = () => page.locator('body').getAttribute('data-heard')
    const back = () => page.evaluate(() => history.back())
    const launcher = page.getByRole('button', { name: 'Ask a question', includeHidden: true })
    const shown = () => launcher.getAttribute('aria-expanded')
    const frame = await openChat(page)
    await ask(frame, 'family ticket?')
    await frame.getByRole('button', { name: 'Source 1' }).first().click()
    await frame.getByRole('dialog').waitFor()
    expect(await page.evaluate(() => history.length)).toBe(before + 2)

    await back()
    await frame.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await shown()).toBe('true')
    await back()
    await expect.poll(shown, { timeout: 5_000 }).toBe('false')
    expect(await page.evaluate(() => [location.pathname, history.state])).toEqual([
      '/there',
      { of: 'the page' },
    ])
    expect(await heard()).toBe(null)
    await back()
    await expect.poll(heard, { timeout: 5_000 }).toBe('/')
  })
})

it('who closes it otherwise leaves nothing to go back through, and the page’s own history alone', async () => {
  await onPhone(async page => {
    const frame = await openChat(page)
    await ask(frame, 'family ticket?')
    const before = await page.evaluate(() => history.length)
    await frame.getByRole('button', { name: 'Source 1' }).first().click()
    await frame.getByRole('dialog').waitFor()
    // The passage has its own step, before the page takes one.
    await expect.poll(() => page.evaluate(() => history.length), { timeout: 5_000 }).toBe(before + 1)
    await page.evaluate(() => history.pushState({ of: 'the page' }, '', '/there'))
    await frame.getByText('Back', { exact: true }).click()
    await frame.getByRole('dialog').waitFor({ state: 'detached' })
    await frame.getByRole('button', { name: 'Close' }).click()
    await expect
      .poll(() => page.getByRole('button', { name: 'Ask a question' }).getAttribute('aria-expanded'), {
        timeout: 5_000,
      })
      .toBe('false')
    expect(await page.evaluate(() => [location.pathname, history.state])).toEqual([
      '/there',
      { of: 'the page' },
    ])
  })
})

function onPhone(story: (page: Page) => Promise<void>) {
  return visitSite(browser, fake.siteOrigin, { viewport: { width: 390, height: 780 } }, story)
}
