import { STEP_MS, totpCode } from '#lib/local-aws/cognito/totp.ts'
import { expect, test } from './docent-test.ts'

test('a code from an app is asked for after the password, until it is switched off', async ({
  page,
  newOwner,
  stage,
  allowComplaint,
}) => {
  const owner = await newOwner()
  // Each step's code is good once: the steps around now are good, too.
  const step = () => Math.floor(Date.now() / STEP_MS)
  const typePassword = async () => {
    await page.goto(`${stage.appUrl}/sign-in`)
    const form = page.getByRole('tabpanel')
    await form.getByLabel('E-mail address').fill(owner.email)
    await form.getByLabel('Password', { exact: true }).fill(owner.password)
    await form.getByRole('button', { name: 'Sign in', exact: true }).click()
  }
  await typePassword()
  await page.waitForURL('**/bots')
  await page.goto('/account')
  await page.getByRole('button', { name: 'Set it up' }).click()
  await expect(page.getByAltText('The key as a QR code')).toBeVisible()
  const key = await page.getByText(/^[A-Z2-7]{32}$/).textContent()

  allowComplaint(/400/)
  await page.getByLabel('Code from the app').fill('000000')
  await page.getByRole('button', { name: 'Switch it on' }).click()
  await expect(page.getByText('This is not the code that the app shows now.')).toBeVisible()
  await page.getByLabel('Code from the app').fill(totpCode(key!, step() - 1))
  await page.getByRole('button', { name: 'Switch it on' }).click()
  await expect(page.getByText('On: after your password')).toBeVisible()

  await page.getByRole('button', { name: 'Sign out here' }).click()
  await page.waitForURL(url => !url.pathname.startsWith('/account'))
  await typePassword()
  await page.getByLabel('Code from your authenticator app').fill(totpCode(key!, step() + 1))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.waitForURL('**/bots')

  await page.goto('/account')
  await page.getByRole('button', { name: 'Switch it off' }).click()
  await expect(page.getByRole('button', { name: 'Set it up' })).toBeVisible()
})
