import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Frame, Locator, Page } from '@playwright/test'
import { ask } from './ask.ts'
import { expect, test } from './docent-test.ts'
import { readyGuide } from './museum.ts'

const servers: Server[] = []
test.afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A page of somebody else's, on an origin of its own. */
async function anotherSite(line: () => string): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><title>Harbour</title><h1>Harbour</h1><p>Open daily.</p>${line()}`)
  })
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The chat in its frame. On a foreign page it hangs in a closed shadow root, where no locator reaches. */
async function chat(page: Page): Promise<Frame> {
  const frame = () => page.frames().find(candidate => candidate.url().includes('/embed/'))
  await expect.poll(() => frame() !== undefined).toBe(true)
  return frame()!
}

/** With the keyboard, as the launcher is the last thing on the page. */
async function openChat(page: Page): Promise<Frame> {
  await expect
    .poll(() => page.evaluate(() => document.querySelectorAll('html > :not(head, body)').length))
    .toBe(1)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  return chat(page)
}

test('put it on another site', async ({ page, signIn, newOwner, context, allowComplaint }) => {
  const owner = await newOwner()
  const botId = await readyGuide(owner)
  let line = ''
  const site = await anotherSite(() => line)

  await signIn(page, owner)
  await page.goto(`/bots/${botId}/share`)
  await page.getByLabel('Add a site').fill(`${site}/some/page.html`)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('list', { name: 'Sites' })).toContainText(site)
  await page.getByRole('switch', { name: 'Published' }).click()
  await expect(page.getByRole('heading', { name: 'Published' })).toBeVisible()
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 })
    expect(
      await brokenWords(page.getByRole('code').filter({ hasText: botId })),
      `words over two lines at ${width} px`,
    ).toEqual([])
  }
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy the line' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(botId)
  line = await page.evaluate(() => navigator.clipboard.readText())

  const visitor = await context.newPage()
  await visitor.goto(site)
  let frame = await openChat(visitor)
  const question = frame.getByLabel('Your question')
  await expect(question).toBeFocused()
  await question.fill('Are dogs welcome?')
  await question.press('Enter')
  await expect(frame.getByRole('log')).toContainText('Assistance dogs are welcome in every gallery.')
  await frame.getByRole('button', { name: 'Source 1', exact: true }).first().click()
  await expect(frame.getByRole('dialog')).toContainText('Visitor rules')
  await expect(frame.getByRole('dialog')).toContainText('Page 2 · Animals')
  await visitor.keyboard.press('Escape')
  await expect(frame.getByRole('dialog')).toHaveCount(0)
  await question.focus()
  await visitor.keyboard.press('Escape')
  await expect.poll(() => frame.evaluate(() => document.hasFocus())).toBe(false)
  await visitor.keyboard.press('Enter')
  await expect(question).toBeFocused()

  await test.step('a site that is not in the list does not show it', async () => {
    allowComplaint(/404/)
    const elsewhere = await anotherSite(() => line)
    const other = await context.newPage()
    await other.goto(elsewhere)
    await expect((await openChat(other)).getByText('This guide is not available').first()).toBeVisible()
  })

  await test.step('switched off, it answers nobody', async () => {
    allowComplaint(/404/)
    await page.getByRole('switch', { name: 'Published' }).click()
    await expect(page.getByRole('heading', { name: 'Not published' })).toBeVisible()
    await question.fill('Are cats welcome?')
    await question.press('Enter')
    await expect(frame.getByText('This guide is no longer here.').first()).toBeVisible()
    await expect(frame.getByText(/your guides/i)).toHaveCount(0)
    await visitor.reload()
    frame = await openChat(visitor)
    await expect(frame.getByText('This guide is not available').first()).toBeVisible()
  })
})

test('the sample guide answers on the landing page and on the made-up site', async ({ page, stage }) => {
  await page.goto('/')
  const onLanding = await chat(page)
  await onLanding.getByRole('button', { name: 'How do I put a guide on my website?' }).click()
  await expect(onLanding.getByRole('log')).toContainText('copy the one line of script')

  await page.goto(stage.foreignUrl)
  await page.evaluate(() => (window as unknown as { Docent: (command: string) => void }).Docent('open'))
  const onSite = await chat(page)
  await ask(onSite, 'Are conversations kept, or deleted?')
  await expect(onSite.getByRole('log')).toContainText('30 days')
})

/** What stands between two spaces of a text, and is not in one line. */
async function brokenWords(text: Locator): Promise<string[]> {
  return text.evaluate(element => {
    const broken: string[] = []
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      for (const { 0: word, index } of node.nodeValue!.matchAll(/\S+/g)) {
        const range = document.createRange()
        range.setStart(node, index)
        range.setEnd(node, index + word.length)
        if (new Set(Array.from(range.getClientRects(), ({ top }) => top)).size > 1) broken.push(word)
      }
    }
    return broken
  })
}
