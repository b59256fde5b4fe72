import { type Browser, chromium, type Frame, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleOf } from '#lib/cli/verify/long-run.ts'
import { type FakeDocent, startFakeDocent } from './fake-docent.ts'
import { chatFrame, LONG_ENOUGH } from './fake-visitor.ts'

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

const VIEW = { width: 1000, height: 800 }
/** Where the launcher stands. */
const SPOT = { x: VIEW.width - 52, y: VIEW.height - 52 }
const line = (more = '') => `<script src="${fake.origin}/docent.js" data-bot="bot_1" async ${more}></script>`

interface Hostile {
  name: string
  head?: string
  /** Before our line. */
  body?: string
  /** In place of our line. */
  line?: () => string
  csp?: () => string
}

const hostile: Hostile[] = [
  { name: 'an ordinary page' },
  { name: 'everything unset', head: '<style>*{all:unset!important}</style>' },
  {
    name: 'rules for buttons, inputs and images',
    head: '<style>button,input,textarea,svg,path,div{display:none!important;width:3px!important;transform:scale(9)!important;pointer-events:none!important}</style>',
  },
  {
    name: 'hidden iframes',
    head: '<style>iframe{display:none!important;visibility:hidden!important}</style>',
  },
  { name: 'a tiny root font', head: '<style>html{font-size:5px;zoom:1}</style>' },
  {
    name: 'a transformed, filtered, clipped body',
    head: '<style>html,body{transform:rotate(1deg);filter:blur(0);overflow:hidden;contain:paint;height:100px}</style>',
  },
  {
    name: 'an overlay above everything',
    body: '<div style="position:fixed;inset:0;z-index:2147483647;background:#fffc"></div>',
  },
  {
    name: 'a CSP of script-src and frame-src alone',
    csp: () => `default-src 'none'; script-src ${fake.origin}; frame-src ${fake.origin}`,
  },
  {
    name: 'Trusted Types required, and none allowed',
    csp: () =>
      `default-src 'none'; script-src ${fake.origin}; frame-src ${fake.origin}; require-trusted-types-for 'script'; trusted-types 'none'`,
  },
  {
    name: 'additions to every prototype',
    head: '<script>for (const c of [Array, Object, String, Function]) { c.prototype.extra = () => 1; c.prototype.toJSON = () => "broken" }</script>',
  },
  {
    name: 'replaced built-ins and AMD',
    head: '<script>Array.from = () => []; Function.prototype.bind = () => () => {}; Object.assign = () => { throw 1 }; window.define = () => { throw 1 }; define.amd = {}; window.JSON = null; window.Symbol.for = () => "docent"</script>',
  },
  {
    name: 'storage that throws',
    head: '<script>for (const n of ["localStorage", "sessionStorage", "indexedDB"]) Object.defineProperty(window, n, { get() { throw new Error("no") } }); Object.defineProperty(document, "cookie", { get() { throw new Error("no") } })</script>',
  },
  {
    name: 'handlers that swallow keys and clicks',
    head: '<script>for (const t of ["keydown", "keyup", "keypress", "click", "pointerdown", "mousedown"]) document.addEventListener(t, e => { e.preventDefault(); e.stopImmediatePropagation() }, true)</script>',
  },
  {
    name: 'a focus trap',
    body: '<div id="trap" tabindex="-1">stay</div><script>for (const t of ["focusin", "focus"]) document.addEventListener(t, e => { if (!trap.contains(e.target)) trap.focus() }, true)</script>',
  },
  {
    name: 'a body replaced by a router',
    body: '<script>addEventListener("load", () => document.body.replaceWith(document.createElement("body")))</script>',
  },
  {
    name: 'a root emptied by a framework',
    body: '<script>addEventListener("load", () => document.documentElement.replaceChildren(document.createElement("head"), document.createElement("body")))</script>',
  },
  { name: 'the line twice', line: () => line() + line() },
  {
    name: 'no currentScript',
    head: '<script>Object.defineProperty(document, "currentScript", { value: null })</script>',
  },
  {
    name: 'a tag manager that drops attributes and the element',
    line: () =>
      `<script>const s = document.createElement('script'); s.src = '${fake.origin}/docent.js?bot=bot_1'; document.head.append(s); s.remove()</script>`,
  },
  { name: 'an element named Docent', body: '<a id="Docent">Docent</a>' },
  { name: 'a line in the head, before there is a body', head: 'LINE', line: () => '' },
]

describe('a hostile page cannot keep a visitor from asking', () => {
  it.each(sampleOf(hostile, 6))('$name', async page => {
    const head = (page.head ?? '').replace('LINE', () => line())
    fake.page = {
      html: `<!doctype html><html><head><title>Site</title>${head}</head><body><h1>Site</h1>${page.body ?? ''}${page.line?.() ?? line()}</body></html>`,
      csp: page.csp?.(),
    }
    await visit(async site => {
      const frame = await openChat(site)
      expect(await count(site)).toBe(1)
      await site.keyboard.type('What does a family ticket cost?')
      await site.keyboard.press('Enter')
      await frame.getByText('Prices 2026').waitFor()
      expect(await frame.locator('.answer').textContent()).toContain('€28')
      await site.keyboard.press('Escape')
      await site.waitForFunction(() => document.activeElement?.hasAttribute('popover'))
      // Focus is back on the launcher: the keyboard alone opens it again.
      await site.keyboard.press('Enter')
      await frame.waitForFunction(() => document.hasFocus() && document.activeElement?.tagName === 'TEXTAREA')
    })
  })
})

describe('a page with the guide on it', () => {
  const plain = (more = '', body = '') =>
    `<!doctype html><title>Site</title><h1>Site</h1>${body}${line(more)}`

  it('does not shift, stores nothing, and fetches nothing but the line and its look until somebody comes near', async () => {
    fake.page = { html: plain() }
    await visit(async (site, requests) => {
      const ours = ['/docent.js', '/api/embed/bot_1/look'].map(path => fake.origin + path)
      await expect.poll(() => requests.at(-1), LONG_ENOUGH).toBe(ours[1])
      await site.goto(fake.nearOrigin)
      const shifts = await site.evaluate(
        () =>
          new Promise<number>(resolve => {
            let sum = 0
            new PerformanceObserver(list => {
              for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value
            }).observe({ type: 'layout-shift', buffered: true })
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)))
          }),
      )
      expect(shifts).toBe(0)
      await expect
        .poll(() => requests.slice(requests.indexOf(`${fake.nearOrigin}/`) + 1), LONG_ENOUGH)
        .toEqual(ours)
      const frame = await openChat(site)
      const stored = (where: Page | Frame) =>
        where.evaluate(() => [sessionStorage.length, localStorage.length, document.cookie])
      expect(await stored(frame)).toEqual([0, 0, ''])
      await askIn(site, frame)
      expect(await stored(frame)).toEqual([1, 0, ''])
      expect(await stored(site)).toEqual([0, 0, ''])
      for (const request of requests)
        expect([fake.origin, fake.siteOrigin, fake.nearOrigin]).toContain(new URL(request).origin)
    })
  })

  it('goes on with the talk after a reload, in this tab only', async () => {
    fake.page = { html: plain() }
    await visit(async site => {
      await site.goto(fake.nearOrigin)
      await askIn(site, await openChat(site))
      const first = fake.asked.length
      await site.reload()
      const frame = await openChat(site)
      await frame.getByText('Prices 2026').waitFor()
      await site.keyboard.type('And for groups?')
      await site.keyboard.press('Enter')
      await frame.locator('article').nth(1).getByText('Prices 2026').waitFor()
      expect(fake.asked.length).toBe(first + 1)
      expect(fake.asked.at(-1)?.conversationId).toMatch(/^chat_/)
    })
  })

  it('is rid of it after destroy, and can have it a hundred times again', async () => {
    fake.page = { html: plain() }
    await visit(async site => {
      const before = await site.evaluate(() => Object.keys(window).filter(key => key !== 'Docent').length)
      await openChat(site)
      await site.evaluate(async src => {
        for (let round = 0; round < 100; round++) {
          ;(window as never as { Docent(command: string): void }).Docent('destroy')
          await new Promise(resolve => {
            const script = document.createElement('script')
            script.src = src
            script.dataset.bot = 'bot_1'
            script.onload = resolve
            document.head.append(script)
          })
        }
      }, `${fake.origin}/docent.js`)
      expect(await count(site)).toBe(1)
      await openChat(site)
      await site.evaluate(() => (window as never as { Docent(command: string): void }).Docent('destroy'))
      expect(await count(site)).toBe(0)
      expect(await site.evaluate(() => 'Docent' in window)).toBe(false)
      expect(await site.evaluate(() => Object.keys(window).length)).toBe(before)
      expect(site.frames().length).toBe(1)
    })
  })

  it('may carry two guides side by side, and one inside the page', async () => {
    const second = `<div id="here" style="height:500px"></div><script src="${fake.origin}/docent.js" data-bot="bot_2" async></script><script src="${fake.origin}/docent.js" data-bot="bot_3" data-inline="#here" async></script>`
    fake.page = { html: plain('', second) }
    await visit(async site => {
      await site.waitForFunction(() => document.querySelectorAll('html > [popover]').length === 2)
      const inline = await chatFrame(site, 'bot_3')
      await inline.locator('textarea').fill('Family ticket?')
      await inline.locator('textarea').press('Enter')
      await inline.getByText('Prices 2026').waitFor()
      for (const shift of [0, 72]) await site.mouse.move(SPOT.x - shift, SPOT.y)
      expect((await chatFrame(site, 'bot_1')) && (await chatFrame(site, 'bot_2'))).toBeTruthy()
    })
  })

  it('replays calls made before it came, and tells what happens', async () => {
    const stub = `<script>window.Docent = function () { (Docent.q = Docent.q || []).push(arguments) }; window.told = []; for (const e of ['ready', 'open', 'close', 'message', 'citation']) Docent('on', e, d => told.push([e, d])); Docent('open')</script>`
    fake.page = { html: plain('', stub) }
    await visit(async site => {
      const frame = await chatFrame(site)
      await frame.locator('textarea').fill('Family ticket?')
      await frame.locator('textarea').press('Enter')
      await frame.locator('.chip').first().click()
      await frame.getByText('Back').click()
      await site.evaluate(() => (window as never as { Docent(command: string): void }).Docent('close'))
      await site.waitForFunction(() => (window as never as { told: unknown[] }).told.length === 6)
      expect(await site.evaluate(() => (window as never as { told: unknown[] }).told)).toMatchObject([
        ['ready', { bot: 'bot_1' }],
        ['open', { bot: 'bot_1' }],
        ['message', { bot: 'bot_1', role: 'visitor', conversationId: null }],
        ['message', { role: 'guide', conversationId: expect.stringMatching(/^chat_/) }],
        ['citation', { document: 'Prices 2026.pdf', page: 2 }],
        ['close', {}],
      ])
    })
  })

  it('still has it after coming back out of the back/forward cache or the history', async () => {
    fake.page = { html: plain() }
    await visit(async site => {
      await openChat(site)
      await site.goto('about:blank')
      await site.goBack()
      await askIn(site, await openChat(site))
    })
  })
})

async function visit(story: (site: Page, requests: string[]) => Promise<void>) {
  const context = await browser.newContext({ viewport: VIEW })
  context.setDefaultTimeout(5_000)
  const site = await context.newPage()
  const requests: string[] = []
  const wrong: string[] = []
  site.on('request', request => requests.push(request.url()))
  site.on('pageerror', error => wrong.push(error.message))
  try {
    await site.goto(fake.siteOrigin)
    await story(site, requests)
    expect(wrong).toEqual([])
  } finally {
    await context.close()
  }
}

/** By mouse, where the launcher stands: its root is closed to every selector, ours too. */
async function openChat(site: Page): Promise<Frame> {
  await site.waitForFunction(({ x, y }) => {
    const top = document.elementFromPoint(x, y)
    return (
      document.readyState === 'complete' &&
      top?.parentElement === document.documentElement &&
      top !== document.body
    )
  }, SPOT)
  await site.mouse.click(SPOT.x, SPOT.y)
  const frame = await chatFrame(site)
  await frame.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA' && document.hasFocus())
  return frame
}

async function askIn(site: Page, frame: Frame) {
  await site.keyboard.type('Family ticket?')
  await site.keyboard.press('Enter')
  await frame.getByText('Prices 2026').first().waitFor()
}

function count(site: Page): Promise<number> {
  return site.evaluate(() => document.querySelectorAll('html > div').length)
}
