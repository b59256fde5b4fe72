import { MAX_QUESTION } from '#lib/core/chat/message.ts'
import { expect, nothingAbove, test } from './docent-test.ts'
import { readyGuide } from './museum.ts'

const TICKET = 'What does a family ticket cost?'

test('an owner sees what the guide would read before it answers', async ({ page, newOwner, signIn }) => {
  const owner = await newOwner()
  const botId = await readyGuide(owner)
  await owner.api.changeBot(botId, { suggestedQuestions: ['Are dogs welcome?'] })
  await signIn(page, owner)
  await page.goto(`/bots/${botId}/knowledge`)
  await page.getByRole('link', { name: 'Search preview' }).click()
  const question = page.getByLabel('Question to search for')
  const best = page.getByRole('article', { name: 'Passage 1: Visitor rules.pdf' })

  await test.step('best first, with its place, its words marked and its scores', async () => {
    await question.fill(TICKET)
    await question.press('Enter')
    await expect(
      page.getByRole('status').filter({ hasText: /passages? found in 0\.\d+ seconds/ }),
    ).toBeVisible()
    await expect(best).toContainText(/Pages? [12]/)
    await expect(best.locator('mark')).toContainText(['family', 'ticket'])
    await expect(best).toContainText('Read by the guide')
    for (const score of ['Words', 'Meaning', 'Together']) {
      await expect(best.getByRole('term').filter({ hasText: score })).toBeVisible()
    }
    await expect(best.getByRole('definition').last()).toContainText('100 of 100')
  })

  await test.step('the passage opens where it stands', async () => {
    await best.getByRole('button', { name: 'Open in document' }).click()
    const document = page.getByRole('dialog')
    await expect(document.locator('mark').filter({ hasText: 'costs 28 euros' })).toBeInViewport()
    await page.keyboard.press('Escape')
    await nothingAbove(page)
  })

  await test.step('the question stands in the address: reloaded, and gone back to', async () => {
    await page.reload()
    await expect(question).toHaveValue(TICKET)
    await expect(best).toContainText('28 euros')
    await page.getByRole('button', { name: 'Are dogs welcome?' }).click()
    await expect(question).toHaveValue('Are dogs welcome?')
    await expect(best.locator('mark')).toContainText(['dogs', 'welcome'])
    await page.goBack()
    await expect(question).toHaveValue(TICKET)
    await expect(best.locator('mark')).toContainText(['family', 'ticket'])
  })

  await test.step('who is not signed in comes back to it afterwards', async () => {
    const address = page.url()
    await page.goto('/account')
    await page.getByRole('button', { name: 'Sign out here' }).click()
    await page.waitForURL(url => !url.pathname.startsWith('/account'))
    await page.goto(address)
    const form = page.getByRole('tabpanel')
    await form.getByLabel('E-mail address').fill(owner.email)
    await form.getByLabel('Password', { exact: true }).fill(owner.password)
    await form.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(question).toHaveValue(TICKET)
    await expect(best).toContainText('28 euros')
  })
})

test('what the search tells an owner about the documents', async ({ page, newOwner, signIn }) => {
  const owner = await newOwner()
  const botId = await readyGuide(owner)
  await signIn(page, owner)
  await page.goto(`/bots/${botId}/search`)
  const question = page.getByLabel('Question to search for')
  const search = page.getByRole('button', { name: 'Search', exact: true })

  await test.step('words that stand in no passage', async () => {
    await question.fill('Does an elephant need a family ticket on Jupiter?')
    await search.click()
    await expect(page.getByText(/^Not in these passages: .*“elephant”.*“Jupiter”\.$/)).toBeVisible()
    await question.fill('Elephants fly to Jupiter')
    await search.click()
    await expect(page.getByText('No passage uses the words of this question.')).toBeVisible()
  })

  await test.step('no words at all', async () => {
    await question.fill('🦊🐳')
    await search.click()
    await expect(page.getByText('There is no word in this question to look for.')).toBeVisible()
    await expect(page.getByRole('article', { name: /^Passage 1/ })).toBeVisible()
  })

  await test.step('a question longer than any that is answered is not sent', async () => {
    await question.fill('a'.repeat(MAX_QUESTION + 7))
    await search.click()
    await expect(page.getByText('Shorten it by 7.')).toBeVisible()
    await expect(question).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByText('There is no word in this question to look for.')).toBeVisible()
  })

  await test.step('one too long for an address is searched all the same', async () => {
    await question.fill('ticket '.repeat(500).trim())
    await search.click()
    await expect(
      page
        .getByRole('article', { name: /^Passage 1/ })
        .locator('mark')
        .first(),
    ).toBeVisible()
    await expect(page.getByText('There is no word in this question to look for.')).toHaveCount(0)
    expect(new URL(page.url()).search.length).toBeLessThan(4_100)
  })

  await test.step('a document that cannot be read is named', async () => {
    const bytes = new Uint8Array(Buffer.from('\x89PNG\r\n\x1a\nnot a pdf'))
    await owner.api.addDocument(botId, { name: 'picture.pdf', bytes })
    await expect
      .poll(async () => (await owner.api.listDocuments(botId)).map(({ status }) => status))
      .toContain('failed')
    await page.reload()
    await expect(page.getByText('picture.pdf could not be read.')).toBeVisible()
    await page.getByRole('link', { name: 'See why' }).click()
    await expect(page.getByRole('heading', { name: 'Knowledge' })).toBeVisible()
  })
})

test('before there is anything to search, the page shows the way', async ({ page, newOwner, signIn }) => {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Harbour Museum' })
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, owner)
  await page.goto(`/bots/${bot.id}/knowledge`)
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('dialog', { name: 'Menu' }).getByRole('link', { name: 'Search preview' }).click()
  await expect(page.getByRole('heading', { name: 'There is nothing to search yet' })).toBeVisible()
  await page.getByRole('link', { name: 'Add documents' }).click()
  await expect(page.getByRole('heading', { name: 'Your documents will be here' })).toBeVisible()
})

test('a search that fails says why, keeps the question and can be tried again', async ({
  page,
  newOwner,
  signIn,
  model,
  allowComplaint,
}) => {
  const owner = await newOwner()
  const botId = await readyGuide(owner)
  await signIn(page, owner)
  await page.goto(`/bots/${botId}/search`)
  const question = page.getByLabel('Question to search for')
  const best = page.getByRole('article', { name: 'Passage 1: Visitor rules.pdf' })

  await test.step('a busy model', async () => {
    allowComplaint(/503/)
    await model.script({ on: 'embed', throttle: true, times: 1_000 })
    await question.fill('When is the last entry?')
    await question.press('Enter')
    const alert = page.getByRole('alert').filter({ hasText: 'The search is very busy at the moment.' })
    await expect(alert).toBeVisible({ timeout: 20_000 })
    await model.clearScript()
    await alert.getByRole('button', { name: 'Try again' }).click()
    await expect(best).toContainText('half an hour before closing')
    await expect(alert).toHaveCount(0)
  })

  await test.step('no network', async () => {
    allowComplaint(/ERR_INTERNET_DISCONNECTED/)
    await page.context().setOffline(true)
    await question.fill('Are dogs welcome?')
    await question.press('Enter')
    const alert = page.getByRole('alert').filter({ hasText: 'The service could not be reached.' })
    await expect(alert).toBeVisible()
    await expect(question).toHaveValue('Are dogs welcome?')
    await page.context().setOffline(false)
    await alert.getByRole('button', { name: 'Try again' }).click()
    await expect(best).toContainText('Assistance dogs')
  })
})
