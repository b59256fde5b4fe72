import { expect, test } from './docent-test.ts'

test('the demo account signs in and finds the sample guide, ready', async ({ page, stage, signIn }) => {
  await signIn(page, stage.demo)
  await expect(page.getByRole('link', { name: /Docent guide/ }).first()).toBeVisible()
})

test('a stranger makes an account with the code from the mailbox', async ({ page, signUp }) => {
  const { email } = await signUp(page)
  expect(email).toContain('@')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})
