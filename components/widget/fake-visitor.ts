import type { Browser, Frame, Page } from '@playwright/test'

/** The button asks for its look when the page is idle, which on a busy machine takes a while. */
export const LONG_ENOUGH = { timeout: 5_000 }

export interface Visit {
  colorScheme?: 'light' | 'dark'
  viewport?: { width: number; height: number }
}

/** For tests only: somebody on a site with the guide, whose shadow root is open to axe and to locators. */
export async function visitSite(
  browser: Browser,
  siteOrigin: string,
  { colorScheme = 'light', viewport = { width: 1000, height: 800 } }: Visit,
  story: (page: Page) => Promise<void>,
  before: (page: Page) => Promise<void> = async () => {},
) {
  const context = await browser.newContext({ colorScheme, viewport })
  context.setDefaultTimeout(5_000)
  // Neither axe nor a locator sees into a closed root; what is closed is tried in hostile-pages.browser.test.ts.
  await context.addInitScript(() => {
    const attach = Element.prototype.attachShadow
    Element.prototype.attachShadow = function (init) {
      return attach.call(this, { ...init, mode: 'open' })
    }
  })
  const page = await context.newPage()
  try {
    await before(page)
    await page.goto(siteOrigin)
    await story(page)
  } finally {
    await context.close()
  }
}

export async function openChat(page: Page): Promise<Frame> {
  await page.getByRole('button', { name: 'Ask a question' }).click()
  return typable(page)
}

/** The chat of one of the guides on the page. */
export async function chatFrame(site: Page, bot = 'bot_1'): Promise<Frame> {
  const wanted = (frame: Frame) => frame.url().endsWith(`/embed/${bot}`)
  const frame =
    site.frames().find(wanted) ??
    (await site.waitForEvent('framenavigated', { predicate: wanted, timeout: 5_000 }))
  await frame.locator('textarea').waitFor({ state: 'attached' })
  return frame
}

/** The chat once it has the focus. */
export async function typable(page: Page): Promise<Frame> {
  await page.frameLocator('iframe').locator('textarea:focus').waitFor()
  return page.frames().find(frame => frame.url().includes('/embed/'))!
}

export async function ask(frame: Frame, question: string) {
  await frame.getByLabel('Your question').fill(question)
  await frame.getByLabel('Your question').press('Enter')
}
