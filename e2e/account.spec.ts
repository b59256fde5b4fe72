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

test('the e-mail address is changed with a code sent to the new one', async ({
  page,
  newOwner,
  stage,
  signIn,
  allowComplaint,
}) => {
  const owner = await newOwner()
  const taken = await newOwner()
  const email = `moved-${crypto.randomUUID().slice(0, 8)}@docent.example`
  allowComplaint(/400/)
  await signIn(page, owner)
  await page.goto('/account')
  const address = page.getByLabel('New e-mail address')
  const send = page.getByRole('button', { name: 'Send a code to the new address' })
  await send.click()
  await expect(page.getByText('Type the new address.')).toBeVisible()
  await address.fill(taken.email)
  await send.click()
  await expect(page.getByText('Another account has this e-mail address.')).toBeVisible()

  await address.fill(email)
  await send.click()
  await expect(page.getByText(`We sent a code to ${email}.`)).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(beyond, 'wider than a phone').toBeLessThanOrEqual(0)
  await page.getByLabel('Code from the e-mail').fill('000000')
  await page.getByRole('button', { name: 'Change the address' }).click()
  await expect(page.getByText('This code is not the one we sent.')).toBeVisible()
  await expect(page.getByText(`Signed in as ${owner.email}`)).toBeVisible()
  await page.getByLabel('Code from the e-mail').fill(await codeFor(stage, email))
  await page.getByRole('button', { name: 'Change the address' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Your e-mail address is changed.' })).toBeVisible()
  await expect(page.getByText(`Signed in as ${email}`)).toBeVisible()

  await page.getByRole('button', { name: 'Sign out here' }).click()
  await page.waitForURL(url => !url.pathname.startsWith('/account'))
  await signIn(page, { email, password: owner.password })
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

test('an account is deleted with everything in it, by its password', async ({
  page,
  context,
  newOwner,
  signIn,
  allowComplaint,
}) => {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Harbour Museum' })
  await signIn(page, owner)
  const elsewhere = await context.newPage()
  await elsewhere.goto(`/bots/${bot.id}/settings`)
  await expect(elsewhere.getByLabel('Name')).toBeVisible()
  await page.goto('/account')
  await page.getByRole('button', { name: 'Delete your account' }).click()
  const dialog = page.getByRole('dialog')
  const really = dialog.getByRole('button', { name: 'Delete for good' })
  await really.click()
  await expect(dialog.getByText('Type the password you sign in with.')).toBeVisible()
  allowComplaint(/400/)
  await dialog.getByLabel('Your password').fill('Not-The-Password-1')
  await really.click()
  await expect(dialog.getByText('This is not the password you sign in with.')).toBeVisible()
  expect(await owner.api.getBot(bot.id)).toMatchObject({ id: bot.id })
  await dialog.getByLabel('Your password').fill(owner.password)
  await really.click()
  await expect(page.getByRole('status').filter({ hasText: 'Your account is deleted.' })).toBeVisible()
  expect(await owner.api.getBot(bot.id)).toBeNull()
  await elsewhere.waitForURL('**/sign-in**')
  await expect(elsewhere.getByText('Harbour Museum')).toHaveCount(0)

  await page.goto('/sign-in')
  const form = page.getByRole('tabpanel')
  await form.getByLabel('E-mail address').fill(owner.email)
  await form.getByLabel('Password', { exact: true }).fill(owner.password)
  await form.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText(/The e-mail address or the password is wrong/)).toBeVisible()
})

test('a guide is deleted after its name is typed as a phone writes it, and is in no tab any more', async ({
  page,
  context,
  newOwner,
  signIn,
  allowComplaint,
}) => {
  const owner = await newOwner()
  const bot = await owner.api.createBot({ name: 'Visitors\' "Harbour" Museum' })
  const other = await owner.api.createBot({ name: 'Lighthouse' })
  await signIn(page, owner)
  const list = await context.newPage()
  await list.goto('/bots')
  await expect(list.getByText(bot.name)).toBeVisible()
  const inside = await context.newPage()
  await inside.goto(`/bots/${bot.id}/settings`)
  await expect(inside.getByLabel('Name')).toBeVisible()
  const beside = await context.newPage()
  await beside.goto(`/bots/${other.id}/settings`)
  await beside.getByRole('button', { name: /Choose another guide/ }).click()
  await expect(beside.getByRole('link', { name: bot.name })).toBeVisible()

  await page.goto(`/bots/${bot.id}/settings`)
  await page.getByRole('button', { name: 'Delete this guide' }).click()
  const dialog = page.getByRole('dialog')
  const really = dialog.getByRole('button', { name: 'Delete for good' })
  await really.click()
  await expect(dialog.getByText('That is not the same yet.')).toBeVisible()
  await dialog.getByRole('textbox').fill('visitors’ “harbour” museum ')
  allowComplaint(/404/)
  await really.click()
  await page.waitForURL('**/bots')
  await expect(page.getByText('Lighthouse')).toBeVisible()
  for (const tab of [page, list, beside, inside]) await expect(tab.getByText(bot.name)).toHaveCount(0)
  await expect(inside.getByRole('heading', { name: 'This guide is no longer here' })).toBeVisible()
  await page.goBack()
  await expect(page.getByText(bot.name)).toHaveCount(0)
})
