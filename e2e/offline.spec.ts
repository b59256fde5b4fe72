import { expect, test } from './docent-test.ts'
import { readyGuide } from './museum.ts'

test('without a connection the page stays, with what was typed, and says so until it is back', async ({
  page,
  newOwner,
  signIn,
  allowComplaint,
}) => {
  const owner = await newOwner()
  const botId = await readyGuide(owner)
  await signIn(page, owner)
  await page.goto(`/bots/${botId}/try`)
  const question = page.getByLabel('Your question')
  await question.fill('Are dogs welcome?')
  const notice = page.getByRole('status').filter({ hasText: 'There is no connection.' })
  await expect(notice).toHaveCount(0)
  await page.waitForLoadState('networkidle')

  allowComplaint(/ERR_INTERNET_DISCONNECTED/)
  await page.context().setOffline(true)
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(notice).toBeVisible()
  await expect(question).toHaveValue('Are dogs welcome?')
  await expect(page.getByRole('heading', { name: 'Try it' })).toBeVisible()
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 })
    const { y, height } = (await notice.boundingBox())!
    for (const covered of [page.getByRole('banner'), page.getByRole('heading', { name: 'Try it' })])
      expect((await covered.boundingBox())!.y).toBeGreaterThanOrEqual(y + height)
    await expect(page.getByRole('button', { name: 'Ask', exact: true })).toBeInViewport({ ratio: 1 })
    expect(
      await page.locator('html').evaluate(all => all.scrollHeight - all.clientHeight),
    ).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: 1280, height: 800 })

  await page.context().setOffline(false)
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await expect(notice).toHaveCount(0)
})

test('no page has anything to complain about of its own', async ({ page, newOwner, signIn }) => {
  test.setTimeout(90_000)
  const said: string[] = []
  page.on('console', message => said.push(`${message.type()} at ${page.url()}: ${message.text()}`))
  const owner = await newOwner()
  const botId = await readyGuide(owner)
  await owner.api.changeBot(botId, { published: true })
  const open = async (path: string) => {
    await page.goto(path)
    await page.waitForLoadState('networkidle')
  }
  for (const path of ['/', '/?account=deleted', '/sign-in', '/sign-in?new']) await open(path)
  await signIn(page, owner)
  await open('/bots')
  for (const section of ['knowledge', 'try', 'search', 'look', 'share', 'settings'])
    await open(`/bots/${botId}/${section}`)
  await open('/account')
  await open(`/embed/${botId}`)
  await page.goto(`/bots/${botId}/knowledge`)
  for (const name of ['Try it', 'Search preview', 'Look', 'Share', 'Settings', 'Knowledge']) {
    await page
      .getByRole('link', { name: new RegExp(`^${name}`) })
      .first()
      .click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  }
  await page.waitForLoadState('networkidle')
  expect(said).toEqual([])
})
