import { expect, test } from './docent-test.ts'
import { readyGuide } from './museum.ts'

test("someone else's bot stays closed", async ({ page, signIn, newOwner, model, stage, allowComplaint }) => {
  const owner = await newOwner()
  const stranger = await newOwner()
  const botId = await readyGuide(owner)
  await model.clearCalls()
  allowComplaint(/404/)

  await signIn(page, stranger)
  await expect(page.getByText('Harbour Museum')).toHaveCount(0)
  for (const section of ['knowledge', 'try', 'look', 'share', 'settings']) {
    await page.goto(`/bots/${botId}/${section}`)
    await expect(page.getByRole('heading', { name: 'This guide is no longer here' })).toBeVisible()
    await expect(page.getByRole('main')).not.toContainText(/owner|account|your/i)
  }

  const frame = await page.request.get(`${stage.appUrl}/embed/${botId}`)
  expect(frame.status()).toBe(404)
  expect(await frame.text()).not.toContain('Harbour Museum')
  expect(await model.calls()).toEqual([])
})

test('a page of an owner sends a stranger to sign in, and back', async ({ page, newOwner, signIn }) => {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Harbour Museum' })
  await page.goto(`/bots/${bot.id}/look`)
  await page.waitForURL('**/sign-in**')
  const form = page.getByRole('tabpanel')
  await form.getByLabel('E-mail address').fill(owner.email)
  await form.getByLabel('Password', { exact: true }).fill(owner.password)
  await form.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Look' })).toBeVisible()

  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out here' }).click()
  await page.waitForURL(url => !url.pathname.startsWith('/account'))
  await page.goto(`/bots/${bot.id}/look`)
  await page.waitForURL('**/sign-in**')
  await signIn(page, owner)
})
