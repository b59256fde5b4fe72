import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FakeDocent, startFakeDocent } from './fake-docent.ts'
import { LONG_ENOUGH, visitSite } from './fake-visitor.ts'

let browser: Browser
let fake: FakeDocent

beforeAll(async () => {
  fake = await startFakeDocent()
  browser = await chromium.launch({ executablePath: process.env.DOCENT_CHROMIUM })
})
afterAll(async () => {
  await browser.close()
  await fake.close()
})

const GREEN = { hex: '#2c6a4e', rgb: 'rgb(44, 106, 78)' }
const BLUE = { hex: '#1f4fa8', rgb: 'rgb(31, 79, 168)' }
const OURS = 'rgb(168, 67, 31)'

it.each(['light', 'dark'] as const)(
  'a line without a colour takes the one of the guide: %s',
  async scheme => {
    fake.look = GREEN.hex
    await visit({ line: '', scheme }, async (page, requests) => {
      await expect.poll(() => colour(page), LONG_ENOUGH).toBe(GREEN.rgb)
      expect(requests.filter(url => url.endsWith('/look'))).toEqual([`${fake.origin}/api/embed/bot_1/look`])
      expect(page.frames()).toHaveLength(1)
    })
  },
)

it('an old line keeps its colour until the guide has told its own', async () => {
  fake.look = GREEN.hex
  await visit({ line: `data-color="${BLUE.hex}"`, hold: true }, async (page, _, release) => {
    await expect.poll(() => colour(page), LONG_ENOUGH).toBe(BLUE.rgb)
    release()
    await expect.poll(() => colour(page), LONG_ENOUGH).toBe(GREEN.rgb)
  })
})

it('keeps what it has where the guide is closed, or cannot be asked', async () => {
  fake.look = null
  await visit({ line: `data-color="${BLUE.hex}"` }, async (page, requests) => {
    await expect.poll(() => requests.some(url => url.endsWith('/look')), LONG_ENOUGH).toBe(true)
    await page.waitForLoadState('networkidle')
    expect(await colour(page)).toBe(BLUE.rgb)
  })
  await visit({ line: '', fail: true }, async page => {
    await page.waitForLoadState('networkidle')
    expect(await colour(page)).toBe(OURS)
  })
})

it('learns it where a page lets in scripts of ours and nothing else, and Trusted Types are required', async () => {
  fake.look = GREEN.hex
  const csp = `default-src 'none'; script-src ${fake.origin}; frame-src ${fake.origin}; require-trusted-types-for 'script'; trusted-types 'none'`
  await visit({ line: '', csp }, async page => {
    await expect.poll(() => colour(page), LONG_ENOUGH).toBe(GREEN.rgb)
  })
})

interface Visit {
  line: string
  scheme?: 'light' | 'dark'
  csp?: string
  /** The look is not answered before the story says so. */
  hold?: boolean
  fail?: boolean
}

async function visit(
  { line, scheme = 'light', csp, hold, fail }: Visit,
  story: (page: Page, requests: string[], release: () => void) => Promise<void>,
) {
  fake.page = {
    html: `<!doctype html><title>Site</title><h1>Site</h1><script src="${fake.origin}/docent.js" data-bot="bot_1" ${line} async></script>`,
    csp,
  }
  const requests: string[] = []
  const wrong: string[] = []
  let release = () => {}
  const released = new Promise<void>(resolve => {
    release = resolve
  })
  const before = async (page: Page) => {
    page.on('request', request => requests.push(request.url()))
    page.on('pageerror', error => wrong.push(error.message))
    await page.route('**/look', async route => {
      if (fail) return route.abort()
      if (hold) await released
      return route.continue()
    })
  }
  const told = (page: Page) => story(page, requests, release)
  await visitSite(browser, fake.siteOrigin, { colorScheme: scheme }, told, before)
  expect(wrong).toEqual([])
}

function colour(page: Page): Promise<string> {
  return page
    .getByRole('button', { name: 'Ask a question' })
    .evaluate(button => getComputedStyle(button).backgroundColor)
}
