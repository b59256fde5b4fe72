import { expect, test } from './docent-test.ts'
import { readyGuide } from './museum.ts'

const LONG = Array.from({ length: 300 }, (_, index) => `word${index}`).join(' ')

test('stop, fail, retry', async ({ page, signIn, newOwner, model, allowComplaint }) => {
  const owner = await newOwner()
  const botId = await readyGuide(owner)
  await signIn(page, owner)
  await page.goto(`/bots/${botId}/try`)
  const question = page.getByLabel('Your question')
  const conversation = page.getByRole('region', { name: 'Conversation' })

  await test.step('Stop ends the answer, here and at the model', async () => {
    await model.script({ on: 'chat', reply: LONG, wordDelayMs: 30 })
    await question.fill('Tell me everything.')
    await question.press('Enter')
    await expect(conversation).toContainText('word5')
    await page.getByRole('button', { name: 'Stop' }).click()
    await expect(page.getByText('You stopped this answer.')).toBeVisible()
    await expect(conversation).not.toContainText('word299')
    await expect.poll(async () => (await model.calls()).filter(call => call.aborted)).toHaveLength(1)
  })

  await test.step('a failure after twelve words keeps them and says why', async () => {
    await model.clearScript()
    await model.clearCalls()
    await model.script({
      on: 'chat',
      match: '<question>',
      reply: 'one two three four five six seven eight nine ten eleven twelve thirteen',
      failAfterWords: 12,
      exception: 'modelStreamErrorException',
    })
    await question.fill('What does a family ticket cost?')
    await question.press('Enter')
    await expect(
      page.getByText('The model broke off. What has arrived is kept.', { exact: true }),
    ).toBeVisible()
    await expect(conversation).toContainText('eleven twelve')
  })

  await test.step('Try again asks once more and answers', async () => {
    await conversation.getByRole('button', { name: 'Try again' }).click()
    await expect(conversation.getByText(/costs 28 euros/).first()).toBeVisible()
    await expect(
      page.getByText('The model broke off. What has arrived is kept.', { exact: true }),
    ).toHaveCount(0)
  })

  await test.step('a busy model says so, and answers later', async () => {
    await model.script({ on: 'chat', throttle: true, times: 1_000 })
    await question.fill('Are dogs welcome?')
    await question.press('Enter')
    await expect(
      page.getByText('The model that answers is very busy at the moment.', { exact: true }).first(),
    ).toBeVisible({
      timeout: 20_000,
    })
    await model.clearScript()
    await model.clearCalls()
    await conversation.getByRole('button', { name: 'Try again' }).click()
    await expect(conversation.getByText(/Assistance dogs are welcome/).first()).toBeVisible()
  })

  await test.step('an answer that could not be saved says so', async () => {
    await page.route('**/api/chat', async route => {
      const response = await route.fetch()
      const body = (await response.text()).replace(
        'data: {"type":"data-done"',
        'data: {"type":"data-unkept","data":{}}\n\n$&',
      )
      await route.fulfill({ response, body })
    })
    await question.fill('What does a family ticket cost?')
    await question.press('Enter')
    await expect(conversation.getByText(/This answer could not be saved/).first()).toBeVisible()
    await expect(conversation.getByRole('button', { name: 'Try again' })).toHaveCount(0)
    await page.unroute('**/api/chat')
  })

  await test.step('without a network the question is kept, and goes through afterwards', async () => {
    allowComplaint(/ERR_INTERNET_DISCONNECTED/)
    await page.context().setOffline(true)
    await question.fill('When is the last entry?')
    await question.press('Enter')
    await expect(conversation.getByRole('button', { name: 'Try again' })).toBeVisible()
    await page.context().setOffline(false)
    await conversation.getByRole('button', { name: 'Try again' }).click()
    await expect(conversation.getByText(/half an hour before closing/).first()).toBeVisible()
  })
})
