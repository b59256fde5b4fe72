import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type RunningDocent, startDocent } from '#lib/cli/start/start-docent.ts'
import { codeFor, expect, test } from './docent-test.ts'

const PASSWORD = 'Museum-Ticket-42'
const INVITED = { DOCENT_SIGN_UP: 'invited', DOCENT_SIGN_UP_INVITED: 'anna@museum.example, @school.example' }

test('accounts are open to everybody, then by invitation, then made by nobody but the operator', async ({
  page,
  allowComplaint,
}) => {
  test.setTimeout(180_000)
  // What the user pool refuses.
  allowComplaint(/400 \(Bad Request\)/)
  const dataFolder = mkdtempSync(join(tmpdir(), 'docent-sign-up-'))
  const during = async (
    settings: Record<string, string>,
    story: (docent: RunningDocent) => Promise<void>,
  ) => {
    const docent = await startDocent({
      ...{ dataFolder, settings, build: 'production', quiet: true, demo: false },
      ports: { app: 0, foreign: 0, aws: 0, worker: 0 },
    })
    try {
      await story(docent)
      // It would miss the installation that is ending.
      await page.goto('about:blank')
    } finally {
      await docent.close()
    }
  }
  try {
    await during({}, async docent => {
      expect(await signUpByHand(docent, 'ben@elsewhere.example')).toBe(200)
      await page.goto(docent.appUrl)
      await expect(page.getByRole('link', { name: 'Create your guide' })).toBeVisible()
      await expect(page.getByText(/invitation|runs this installation/)).toHaveCount(0)
    })

    await during(INVITED, async docent => {
      expect(await signUpByHand(docent, 'carl@elsewhere.example')).toEqual({
        __type: 'UserLambdaValidationException',
        message: 'PreSignUp failed with error This e-mail address is not invited.',
      })
      await page.goto(docent.appUrl)
      await expect(page.getByText('Accounts are made by invitation')).toBeVisible()
      await isFit(page)
      await page.getByRole('link', { name: 'Create your guide' }).click()
      await expect(page.getByText('Accounts are made by invitation')).toBeVisible()
      await fillSignUp(page, 'dora@museum.example')
      await expect(page.getByText(/not invited here.*ask whoever runs this installation/)).toBeVisible()
      await isFit(page)
      await fillSignUp(page, 'emil@school.example')
      await page.getByLabel('Code from the e-mail').fill(await codeFor(docent, 'emil@school.example'))
      await page.getByRole('button', { name: 'Confirm' }).click()
      await page.waitForURL('**/bots')
      await page.evaluate(() => localStorage.clear())
      await page.goto(`${docent.appUrl}/sign-in?error_description=PreSignUp+failed+with+error+This.+`)
      await expect(page.getByRole('alert').getByText('No account was made with Google')).toBeVisible()
      await isFit(page)
    })

    await during({ DOCENT_SIGN_UP: 'closed' }, async docent => {
      expect(await signUpByHand(docent, 'fred@school.example')).toEqual({
        __type: 'NotAuthorizedException',
        message: 'SignUp is not permitted for this user pool',
      })
      await page.goto(docent.appUrl)
      await expect(page.getByText('Accounts are made by whoever runs this installation')).toBeVisible()
      await expect(page.getByRole('link', { name: 'Create your guide' })).toHaveCount(0)
      await isFit(page)
      await page.goto(`${docent.appUrl}/sign-in?new`)
      await expect(page.getByText('Accounts are made by whoever runs this installation')).toBeVisible()
      await expect(page.getByText('Create account')).toHaveCount(0)
      await isFit(page)
      // Who has an account keeps it.
      await page.getByLabel('E-mail address').fill('emil@school.example')
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.waitForURL('**/bots')
    })
  } finally {
    rmSync(dataFolder, { recursive: true, force: true })
  }
})

async function fillSignUp(page: Page, email: string) {
  const form = page.getByRole('tabpanel', { name: 'Create account' })
  await form.getByLabel('E-mail address').fill(email)
  await form.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await form.getByLabel('The same password again').fill(PASSWORD)
  await form.getByRole('button', { name: 'Create account' }).click()
}

/** As a program would, past every page: 200, or what the user pool says. */
async function signUpByHand({ awsUrl, pool }: RunningDocent, Username: string) {
  const response = await fetch(awsUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp',
    },
    body: JSON.stringify({ ClientId: pool.userPoolClientId, Username, Password: PASSWORD }),
  })
  return response.ok ? response.status : await response.json()
}

/** For a screen reader, on a desktop and a phone, light and dark. */
async function isFit(page: Page) {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(
        ({ id, nodes }) => `${page.url()}, ${colorScheme}: ${id}: ${nodes[0]?.html}`,
      )
      expect(found).toEqual([])
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0)
  }
}
