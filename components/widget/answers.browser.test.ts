import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeDocent, QUOTED_CODE, startFakeDocent } from './fake-docent.ts'
import { ask, openChat, visitSite } from './fake-visitor.ts'

let browser: Browser
let fake: FakeDocent

beforeAll(async () => {
  fake = await startFakeDocent()
  fake.page = {
    html: `<!doctype html><html lang="en"><title>Site</title><script src="${fake.origin}/docent.js" data-bot="bot_1" async></script></html>`,
  }
  browser = await chromium.launch({ executablePath: process.env.DOCENT_CHROMIUM })
})
afterAll(async () => {
  await browser.close()
  await fake.close()
})

describe('a visitor', () => {
  it('reads a long answer from its question on, or from its end where they went there', async () => {
    await visit(async page => {
      const frame = await openChat(page)
      const log = frame.getByRole('log')
      await ask(frame, 'one')
      await frame.getByLabel('Send').waitFor()
      await ask(frame, 'a long one')
      await frame.getByLabel('Send').waitFor()
      const questionBelowTop = () =>
        log.evaluate(
          area =>
            area.querySelectorAll('.question')[1]!.getBoundingClientRect().top -
            area.getBoundingClientRect().top,
        )
      await expect.poll(questionBelowTop).toBeGreaterThanOrEqual(0)
      expect(await questionBelowTop()).toBeLessThan(24)

      const toTheEnd = () => log.evaluate(area => area.scrollHeight - area.clientHeight - area.scrollTop)
      await ask(frame, 'please wait, a long one')
      await frame.locator('article').nth(2).locator('.cite').first().waitFor()
      await frame.getByLabel('Jump to the latest').click()
      expect(await toTheEnd()).toBeLessThan(2)
      fake.release()
      await frame.getByLabel('Send').waitFor()
      await expect.poll(toTheEnd).toBeLessThan(2)
    })
  })

  it('copies quoted code where the site lets its frames copy, and can copy it by hand elsewhere', async () => {
    await visit(async page => {
      const frame = await openChat(page)
      await ask(frame, 'How do I install it?')
      await frame.getByRole('button', { name: 'Copy', exact: true }).click()
      await frame.getByRole('button', { name: 'Copied' }).waitFor()
      await page.context().grantPermissions(['clipboard-read'])
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(QUOTED_CODE)

      await frame.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
      })
      await frame.getByRole('button', { name: 'Copied' }).click()
      await frame.getByRole('button', { name: 'Selected, copy it by hand' }).waitFor()
      expect(await frame.evaluate(() => String(getSelection()))).toBe(QUOTED_CODE)
    })
  })
})

function visit(story: (page: Page) => Promise<void>) {
  return visitSite(browser, fake.siteOrigin, {}, story)
}
