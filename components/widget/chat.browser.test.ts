import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleOf } from '#lib/cli/verify/long-run.ts'
import { type FakeDocent, startFakeDocent } from './fake-docent.ts'
import { ask, openChat, typable, type Visit, visitSite } from './fake-visitor.ts'

let browser: Browser
let fake: FakeDocent

beforeAll(async () => {
  fake = await startFakeDocent()
  fake.page = {
    html: `<!doctype html><html lang="en"><title>Site</title><meta name="viewport" content="width=device-width"><main><h1>Site</h1></main><script src="${fake.origin}/docent.js" data-bot="bot_1" async></script></html>`,
  }
  browser = await chromium.launch({ executablePath: process.env.DOCENT_CHROMIUM })
})
afterAll(async () => {
  await browser.close()
  await fake.close()
})

describe.each(sampleOf(['light', 'dark'] as const, 1))('by %s', colorScheme => {
  it('has nothing for axe to find: closed, open, thinking, streaming, answered, passage, error', async () => {
    await visit({ colorScheme }, async page => {
      await page.getByRole('button', { name: 'Ask a question' }).waitFor()
      await clean(page, 'closed')
      const frame = await openChat(page)
      await clean(page, 'open')
      const say = async (question: string) => {
        await frame.getByLabel('Your question').fill(question)
        await frame.getByLabel('Your question').press('Enter')
      }
      await say('please think')
      await frame.locator('.thinking').waitFor()
      await clean(page, 'thinking')
      fake.release()
      await frame.locator('.sources').waitFor()
      await clean(page, 'answered')
      await say('please wait')
      await frame.locator('article').nth(1).locator('.cite').waitFor()
      await clean(page, 'streaming')
      fake.release()
      await frame.getByLabel('Send').waitFor()
      await frame.getByRole('button', { name: 'Source 1' }).first().click()
      await frame.getByRole('dialog').waitFor()
      expect(await frame.locator('mark').textContent()).toContain('€28')
      // Until it has faded in, its text has less contrast.
      await frame.evaluate(() => Promise.all(document.getAnimations().map(animation => animation.finished)))
      await clean(page, 'passage')
      await frame.getByText('Back').click()
      await say('break off')
      await frame.locator('.problem').waitFor()
      await clean(page, 'error')
    })
  })
})

describe('a visitor with a keyboard', () => {
  it('reaches the launcher, opens, asks, looks up a source, closes and is back where they were', async () => {
    await visit({}, async page => {
      const launcher = page.getByRole('button', { name: 'Ask a question' })
      await launcher.waitFor()
      expect(await launcher.getAttribute('aria-expanded')).toBe('false')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      const frame = await typable(page)
      expect(await launcher.getAttribute('aria-expanded')).toBe('true')
      await page.keyboard.press('Enter')
      expect(await frame.locator('article').count()).toBe(0)
      await page.keyboard.type('one')
      await page.keyboard.press('Shift+Enter')
      await page.keyboard.type('two')
      expect(await frame.getByLabel('Your question').inputValue()).toBe('one\ntwo')
      await page.keyboard.press('Enter')
      await frame.locator('.sources').waitFor()
      await frame.getByRole('button', { name: 'Source 2' }).press('Enter')
      await frame.getByRole('dialog', { name: 'Visitor rules' }).waitFor()
      await page.keyboard.press('Escape')
      await frame.getByRole('dialog').waitFor({ state: 'detached' })
      expect(await frame.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Source 2')
      await page.keyboard.press('Escape')
      await page.waitForFunction(
        () => document.activeElement?.shadowRoot?.activeElement?.localName === 'button',
      )
      expect(await launcher.getAttribute('aria-expanded')).toBe('false')
    })
  })
})

describe('a visitor with a screen reader', () => {
  it('hears a finished answer once, never word by word', async () => {
    await visit({}, async page => {
      const frame = await openChat(page)
      await frame.evaluate(() => {
        const heard: string[] = []
        Object.assign(window, { heard })
        new MutationObserver(changes => {
          const now = new Set<string>()
          for (const { target } of changes) {
            const region = (target instanceof Element ? target : target.parentElement)?.closest(
              '[aria-live],[role=status],[role=alert]',
            )
            const text = region?.textContent?.trim()
            if (text && region!.getAttribute('aria-live') !== 'off') now.add(text)
          }
          heard.push(...now)
        }).observe(document.body, { subtree: true, childList: true, characterData: true })
      })
      await frame.getByLabel('Your question').fill('Family ticket?')
      await frame.getByLabel('Your question').press('Enter')
      await frame.locator('.sources').waitFor()
      expect(await frame.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([
        'Looking in the documents',
        'A family ticket for two adults and up to three children costs €28. Children under six enter free. Ticket, Price. Adult, €14. Family, €28',
      ])
    })
  })
})

describe('a visitor', () => {
  it('stops an answer and keeps what was there', async () => {
    await visit({}, async page => {
      const frame = await openChat(page)
      await ask(frame, 'please wait')
      await frame.locator('.cite').waitFor()
      await frame.getByLabel('Stop').click()
      await frame.getByText('Stopped here').waitFor()
      expect(await frame.locator('.answer').textContent()).toContain('€28')
      await frame.getByLabel('Send').waitFor()
      fake.release()
    })
  })

  it('is told why an answer ended, keeps its beginning and can try again', async () => {
    await visit({}, async page => {
      const frame = await openChat(page)
      await ask(frame, 'break off')
      await frame.locator('.problem').getByText('The answer broke off').waitFor()
      await frame.locator('.problem').getByText('Reference: request-1').waitFor()
      expect(await frame.locator('.answer').textContent()).toContain('€28')
      const before = fake.asked.length
      await frame.getByRole('button', { name: 'Try again' }).click()
      await expect.poll(() => fake.asked.length).toBe(before + 1)
      await frame.locator('.problem').waitFor()
      expect(fake.asked.at(-1)).toMatchObject({ question: 'break off', conversationId: expect.any(String) })
      expect(await frame.locator('article').count()).toBe(1)
    })
  })

  it('is told what could not be saved', async () => {
    await visit({}, async page => {
      const frame = await openChat(page)
      await ask(frame, 'unsaved')
      await frame.locator('.verdict').getByText('This answer could not be saved').waitFor()
      expect(await frame.locator('.problem').count()).toBe(0)
    })
  })

  it('keeps what arrived when the connection breaks', async () => {
    await visit({}, async page => {
      const frame = await openChat(page)
      await ask(frame, 'cut it')
      await frame.locator('.cite').waitFor()
      fake.release()
      await frame.locator('.problem').getByText('What arrived stays on this page').waitFor()
      expect(await frame.locator('.answer').textContent()).toContain('€28')
    })
  })

  it('reads the server’s own words when it refuses', async () => {
    await visit({}, async page => {
      const frame = await openChat(page)
      await ask(frame, 'too fast')
      expect(await frame.locator('.problem').textContent()).toContain(
        'Too many questions at once. Wait a minute.',
      )
    })
  })

  it('is told calmly when the documents do not say', async () => {
    await visit({}, async page => {
      const frame = await openChat(page)
      await ask(frame, 'where is parking?')
      await frame.getByText('Not found in our documents', { exact: true }).first().waitFor()
      expect(await frame.locator('.problem').count()).toBe(0)
    })
  })

  it('is told the limit when near it, and cannot send beyond it', async () => {
    await visit({}, async page => {
      const frame = await openChat(page)
      const input = frame.getByLabel('Your question')
      await input.fill('x'.repeat(3_990))
      await frame.getByText('10 characters left').waitFor()
      await input.fill('x'.repeat(4_012))
      await frame.getByText('12 characters too many').waitFor()
      await input.press('Enter')
      expect(await frame.locator('article').count()).toBe(0)
      expect(await input.evaluate(field => field.clientHeight)).toBeLessThanOrEqual(140)
    })
  })

  it('who scrolled up is not pulled down by an answer, and can jump to it', async () => {
    await visit({}, async page => {
      const frame = await openChat(page)
      for (const question of ['one', 'two', 'please wait']) {
        await ask(frame, question)
        if (question !== 'please wait') await frame.getByLabel('Send').waitFor()
      }
      const log = frame.getByRole('log')
      await frame.locator('article').nth(2).locator('.cite').waitFor()
      await log.evaluate(area => {
        area.scrollTop = 0
      })
      await frame.getByLabel('Jump to the latest').waitFor()
      fake.release()
      await frame.getByLabel('Send').waitFor()
      expect(await log.evaluate(area => area.scrollTop)).toBe(0)
      await frame.getByLabel('Jump to the latest').click()
      expect(await log.evaluate(area => area.scrollHeight - area.clientHeight - area.scrollTop)).toBeLessThan(
        2,
      )
    })
  })

  it('starts over', async () => {
    await visit({}, async page => {
      const frame = await openChat(page)
      await ask(frame, 'one')
      await frame.locator('.sources').waitFor()
      await frame.getByLabel('New conversation').click()
      expect(await frame.locator('article').count()).toBe(0)
      await ask(frame, 'two')
      await frame.locator('.sources').waitFor()
      expect(fake.asked.at(-1)).toEqual({ question: 'two', conversationId: null })
    })
  })

  it('on a phone gets the whole screen, and a way back', async () => {
    await visit({ viewport: { width: 390, height: 780 } }, async page => {
      const frame = await openChat(page)
      await frame.getByRole('button', { name: 'Close' }).waitFor()
      expect(await frame.evaluate(() => [innerWidth, innerHeight])).toEqual([390, 780])
      await frame.getByRole('button', { name: 'Close' }).click()
      await page.waitForFunction(
        () => document.activeElement?.shadowRoot?.activeElement?.localName === 'button',
      )
    })
  })

  it('can use the chat as a page of its own', async () => {
    await visit({}, async page => {
      await page.goto(`${fake.origin}/embed/bot_1`)
      await ask(page.mainFrame(), 'Family ticket?')
      await page.locator('.sources').waitFor()
      expect(await page.getByRole('button', { name: 'Close' }).count()).toBe(0)
    })
  })
})

function visit(options: Visit, story: (page: Page) => Promise<void>) {
  return visitSite(browser, fake.siteOrigin, options, story)
}

async function clean(page: Page, state: string) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(
    ({ id, nodes }) => `${state}: ${id}: ${nodes.map(node => node.html.slice(0, 160)).join(' | ')}`,
  )
  expect(found).toEqual([])
}
