import { ask } from './ask.ts'
import { expect, test } from './docent-test.ts'
import { readyGuide } from './museum.ts'

for (const width of [1280, 390]) {
  test(`only the conversation scrolls, however long it is: ${width} px`, async ({
    page,
    newOwner,
    signIn,
  }) => {
    await page.setViewportSize({ width, height: 800 })
    const owner = await newOwner()
    const botId = await readyGuide(owner)
    await owner.api.changeBot(botId, { answers: 'quotes' })
    await signIn(page, owner)
    await page.goto(`/bots/${botId}/try`)
    const conversation = page.getByRole('region', { name: 'Conversation' })
    for (let asked = 1; asked <= 6; asked++) {
      await ask(page, 'What does a family ticket cost?')
      await expect(conversation.getByText(/^Quoted from/)).toHaveCount(asked)
      await expect(page.getByRole('button', { name: 'Ask', exact: true })).toBeVisible()
    }

    const toScroll = (area: Element) => area.scrollHeight - area.clientHeight
    expect(await conversation.evaluate(toScroll)).toBeGreaterThan(0)
    expect(await page.locator('html').evaluate(toScroll)).toBeLessThanOrEqual(0)
  })
}
