import { test as base, expect, type Page } from '@playwright/test'
import { makeOwner, type OwnerAccount, signInOwner } from '#lib/laptop/owner-account.ts'
import { type OwnerApi, ownerApi } from '#lib/laptop/owner-api.ts'
import { awsPlace } from '#lib/laptop/provision.ts'
import { type BedrockControl, bedrockControl } from '#lib/server/testing/bedrock-control.ts'
import { readStage, type Stage } from './stage.ts'

export { expect }

export interface Owner extends OwnerAccount {
  api: OwnerApi
}

export interface DocentFixtures {
  stage: Stage
  /** A confirmed account with its own API client, made without the browser. */
  newOwner: () => Promise<Owner>
  /** Makes a fresh account the way a person does, with the code from the mailbox. Ends on the list of bots. */
  signUp: (page: Page) => Promise<OwnerAccount>
  /** Ends on the list of bots. */
  signIn: (page: Page, owner: OwnerAccount) => Promise<void>
  /** Orders the model's next replies; put back to normal after the story. */
  model: BedrockControl
  /** The story expects the browser to complain about this. Everything else on its console fails it. */
  allowComplaint: (pattern: RegExp) => void
}

interface Hidden {
  complaints: { allowed: RegExp[] }
}

export const test = base.extend<DocentFixtures & Hidden>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
  stage: async ({}, use) => use(readStage()),
  baseURL: async ({ stage }, use) => use(stage.appUrl),

  newOwner: async ({ stage }, use) =>
    use(async () => {
      const owner = freshAccount()
      await makeOwner(awsPlace(stage.awsUrl, stage.account), stage.pool, owner)
      const token = await signInOwner(stage.awsUrl, stage.pool, owner)
      return { ...owner, api: ownerApi(stage.appUrl, token!) }
    }),

  signIn: async ({ stage }, use) =>
    use(async (page, { email, password }) => {
      await page.goto(`${stage.appUrl}/sign-in`)
      const form = page.getByRole('tabpanel')
      await form.getByLabel('E-mail address').fill(email)
      await form.getByLabel('Password', { exact: true }).fill(password)
      await form.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.waitForURL('**/bots')
    }),

  signUp: async ({ stage }, use) =>
    use(async page => {
      const owner = freshAccount()
      await page.goto(stage.appUrl)
      await page.getByRole('link', { name: 'Create your guide' }).click()
      const form = page.getByRole('tabpanel', { name: 'Create account' })
      await form.getByLabel('E-mail address').fill(owner.email)
      await form.getByLabel('Password', { exact: true }).fill(owner.password)
      await form.getByLabel('The same password again').fill(owner.password)
      await form.getByRole('button', { name: 'Create account' }).click()
      const code = page.getByLabel('Code from the e-mail')
      await expect(code).toBeVisible()
      await code.fill(await codeFor(stage, owner.email))
      await page.getByRole('button', { name: 'Confirm' }).click()
      await page.waitForURL('**/bots')
      return owner
    }),

  model: async ({ stage }, use) => {
    const model = bedrockControl(stage.awsUrl, stage.account)
    await use(model)
    await model.clearScript()
    await model.clearCalls()
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above
  complaints: async ({}, use) => use({ allowed: [] }),
  allowComplaint: async ({ complaints }, use) =>
    use(pattern => {
      complaints.allowed.push(pattern)
    }),

  context: async ({ context, complaints }, use) => {
    const heard: string[] = []
    // A blocked script or style shows up here too: Chromium reports it as an error.
    context.on('console', message => {
      if (['warning', 'error'].includes(message.type()))
        heard.push(`${message.text()} (${message.location().url})`)
    })
    context.on('weberror', error => heard.push(String(error.error().stack)))
    await use(context)
    const unexpected = heard.filter(line => !complaints.allowed.some(pattern => pattern.test(line)))
    expect(unexpected, 'what the browser complained about').toEqual([])
  },
})

function freshAccount(): OwnerAccount {
  return { email: `owner-${crypto.randomUUID().slice(0, 8)}@docent.example`, password: 'Museum-Ticket-42' }
}

/** The newest code that was mailed to somebody. */
export async function codeFor({ awsUrl }: Pick<Stage, 'awsUrl'>, email: string): Promise<string> {
  const mails = async (): Promise<{ to: string; code?: string }[]> =>
    (await fetch(`${awsUrl}/_mailbox.json?to=${encodeURIComponent(email)}`)).json()
  await expect.poll(async () => (await mails()).some(mail => mail.code)).toBe(true)
  return (await mails()).find(mail => mail.code)!.code!
}

/** A closed sheet takes its entry out of the history a moment later than it is out of sight. */
export async function nothingAbove(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => history.state?.docentLayers ?? [])).toEqual([])
}
