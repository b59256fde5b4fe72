import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
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

function chat(page: Page) {
  return page.frameLocator('iframe')
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
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy the line' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(botId)
  line = await page.evaluate(() => navigator.clipboard.readText())

  const visitor = await context.newPage()
  await visitor.goto(site)
  const launcher = visitor.getByRole('button', { name: 'Ask a question' })
  await launcher.click()
  await expect(launcher).toHaveAttribute('aria-expanded', 'true')
  const question = chat(visitor).getByLabel('Your question')
  await expect(question).toBeFocused()
  await question.fill('Are dogs welcome?')
  await question.press('Enter')
  await expect(chat(visitor).getByRole('log')).toContainText('Assistance dogs are welcome in every gallery.')
  await chat(visitor)
    .getByRole('button', { name: /^Source 1$/ })
    .first()
    .click()
  await expect(chat(visitor).getByRole('dialog')).toContainText('Visitor rules.pdf')
  await visitor.keyboard.press('Escape')
  await question.press('Escape')
  await expect(launcher).toHaveAttribute('aria-expanded', 'false')
  await expect(launcher).toBeFocused()

  await test.step('a site that is not in the list does not show it', async () => {
    allowComplaint(/frame-ancestors|Refused to frame|Framing/)
    const elsewhere = await anotherSite(() => line)
    const other = await context.newPage()
    await other.goto(elsewhere)
    await other.getByRole('button', { name: 'Ask a question' }).click()
    await expect(chat(other).getByLabel('Your question')).toHaveCount(0)
  })

  await test.step('switched off, it answers nobody; switched on, it is back', async () => {
    allowComplaint(/404/)
    await page.getByRole('switch', { name: 'Published' }).click()
    await expect(page.getByRole('heading', { name: 'Not published' })).toBeVisible()
    await launcher.click()
    await question.fill('Are cats welcome?')
    await question.press('Enter')
    await expect(chat(visitor).getByText('There is no such guide.')).toBeVisible()
    await visitor.reload()
    await launcher.click()
    await expect(chat(visitor).getByText('This guide is not available').first()).toBeVisible()
  })
})

test('the sample bot answers on the landing page and on the made-up site', async ({ page, stage }) => {
  await page.goto('/')
  await chat(page).getByRole('button', { name: 'Which documents can I add?' }).click()
  await expect(chat(page).getByRole('log')).toContainText(/PDF/)

  await page.goto(stage.foreignUrl)
  await page.getByRole('button', { name: 'Ask a question' }).click()
  await chat(page).getByLabel('Your question').fill('How long are conversations kept?')
  await chat(page).getByLabel('Your question').press('Enter')
  await expect(chat(page).getByRole('log')).toContainText('30 days')
})
