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
  await expect(page.getByRole('status').filter({ hasText: 'Your new password is saved.' })).toBeVisible()
  await expect(page.getByRole('tabpanel').getByLabel('E-mail address')).toHaveValue(owner.email)
  await signIn(page, { email: owner.email, password: 'Another-Ticket-43' })
})

test('an address mistyped at sign-up is seen and corrected while its code is awaited', async ({
  page,
  stage,
}) => {
  const right = `right-${crypto.randomUUID().slice(0, 8)}@docent.example`
  const form = page.getByRole('tabpanel', { name: 'Create account' })
  const fill = async () => {
    await form.getByLabel('Password', { exact: true }).fill('Museum-Ticket-42')
    await form.getByLabel('The same password again').fill('Museum-Ticket-42')
    await form.getByRole('button', { name: 'Create account' }).click()
  }
  await page.goto('/sign-in?new')
  await form.getByLabel('E-mail address').fill(`wrong-${right}`)
  await fill()
  await expect(page.getByText(`We sent a code to wrong-${right}.`)).toBeVisible()
  await page.getByRole('button', { name: 'Correct it' }).click()
  await expect(form.getByLabel('E-mail address')).toHaveValue(`wrong-${right}`)
  await form.getByLabel('E-mail address').fill(right)
  await fill()
  await expect(page.getByText(`We sent a code to ${right}.`)).toBeVisible()
  await page.getByLabel('Code from the e-mail').fill(await codeFor(stage, right))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.waitForURL('**/bots')
})

test('signing in before the address is confirmed goes on where it stopped', async ({
  page,
  stage,
  allowComplaint,
}) => {
  const email = `later-${crypto.randomUUID().slice(0, 8)}@docent.example`
  const password = 'Museum-Ticket-42'
  await page.goto('/sign-in?new')
  const creating = page.getByRole('tabpanel', { name: 'Create account' })
  await creating.getByLabel('E-mail address').fill(email)
  await creating.getByLabel('Password', { exact: true }).fill(password)
  await creating.getByLabel('The same password again').fill(password)
  await creating.getByRole('button', { name: 'Create account' }).click()
  const first = await codeFor(stage, email)

  allowComplaint(/400/)
  await page.goto('/sign-in')
  const form = page.getByRole('tabpanel')
  const typePassword = async () => {
    await form.getByLabel('Password', { exact: true }).fill(password)
    await form.getByRole('button', { name: 'Sign in', exact: true }).click()
  }
  await form.getByLabel('E-mail address').fill(email)
  await typePassword()
  await expect(page.getByText(`We sent a code to ${email}.`)).toBeVisible()
  await expect.poll(() => codeFor(stage, email)).not.toBe(first)
  await page.getByLabel('Code from the e-mail').fill(await codeFor(stage, email))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(
    page.getByRole('status').filter({ hasText: 'Your e-mail address is confirmed.' }),
  ).toBeVisible()
  await expect(form.getByLabel('E-mail address')).toHaveValue(email)
  await typePassword()
  await page.waitForURL('**/bots')
})

test('forms with a password tell a password manager whose it is', async ({ page, newOwner, signIn }) => {
  const owner = await newOwner()
  const whose = () => page.locator('form:has(input[type=password]) input[autocomplete=username]')
  await page.goto('/sign-in')
  await expect(whose()).toHaveCount(1)
  await page.goto('/sign-in?new')
  await expect(page.getByLabel('The same password again')).toHaveAttribute('autocomplete', 'new-password')
  await expect(whose()).toHaveCount(1)
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Forgot your password?' }).click()
  await page.getByLabel('E-mail address').fill(owner.email)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await expect(page.getByLabel('Code from the e-mail')).toHaveAttribute('autocomplete', 'one-time-code')
  await expect(whose()).toHaveValue(owner.email)
  await signIn(page, owner)
  await page.goto('/account')
  await expect(whose()).toHaveValue(owner.email)
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
