import { codeFor, expect, test } from './docent-test.ts'

test('a forgotten password is replaced with the code from the mailbox', async ({
  page,
  newOwner,
  stage,
  signIn,
}) => {
  const owner = await newOwner()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Forgot your password?' }).click()
  await page.getByLabel('E-mail address').fill(owner.email)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await page.getByLabel('Code from the e-mail').fill(await codeFor(stage, owner.email))
  await page.getByLabel('New password', { exact: true }).fill('Another-Ticket-43')
  await page.getByLabel('The same password again').fill('Another-Ticket-43')
  await page.getByRole('button', { name: 'Save the new password' }).click()
  await expect(page.getByRole('tabpanel').getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await signIn(page, { email: owner.email, password: 'Another-Ticket-43' })
})

test('an account is deleted with everything in it', async ({ page, newOwner, signIn, allowComplaint }) => {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Harbour Museum' })
  await signIn(page, owner)
  await page.goto('/account')
  await page.getByRole('button', { name: 'Delete your account' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('delete my account')
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await page.waitForURL(url => url.pathname === '/' || url.pathname === '/sign-in')
  expect(await owner.api.getBot(bot.id)).toBeNull()

  allowComplaint(/400/)
  await page.goto('/sign-in')
  const form = page.getByRole('tabpanel')
  await form.getByLabel('E-mail address').fill(owner.email)
  await form.getByLabel('Password', { exact: true }).fill(owner.password)
  await form.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText(/The e-mail address or the password is wrong/)).toBeVisible()
})

test('a guide is deleted after its name is typed', async ({ page, newOwner, signIn }) => {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Harbour Museum' })
  await signIn(page, owner)
  await page.goto(`/bots/${bot.id}/settings`)
  await page.getByRole('button', { name: 'Delete this guide' }).click()
  const dialog = page.getByRole('dialog')
  const really = dialog.getByRole('button', { name: 'Delete for good' })
  await really.click()
  await expect(dialog.getByText('That is not the same yet.')).toBeVisible()
  await dialog.getByRole('textbox').fill('Harbour Museum')
  await really.click()
  await page.waitForURL('**/bots')
  await expect(page.getByText('Your first guide will be here')).toBeVisible()
})
