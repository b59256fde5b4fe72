import { ask } from './ask.ts'
import { expect, test } from './docent-test.ts'
import { guideOf } from './museum.ts'

const PRICES = `# Prices

${'The workshop stands beside the harbour. '.repeat(60)}

## Workshop

What the workshop takes:

- Puncture repair, while you wait: 12 pounds
- Brake adjustment: 15 pounds
- Full service: 65 pounds
- Wheel truing: 18 pounds
- Bottom bracket: 40 pounds
`

for (const place of ['Try it', 'the chat of a visitor']) {
  test(`in ${place}, what a quote leaves out of a list is one press away`, async ({
    page,
    newOwner,
    signIn,
  }) => {
    const owner = await newOwner()
    const botId = await guideOf(owner, 'Harbour Lane Bikes', [
      { name: 'prices.md', bytes: Buffer.from(PRICES) },
    ])
    await owner.api.changeBot(botId, { answers: 'quotes', published: true })
    await signIn(page, owner)
    await page.goto(place === 'Try it' ? `/bots/${botId}/try` : `/embed/${botId}`)
    await ask(page, 'puncture repair price')
    await expect(page.getByRole('figure').getByText('Puncture repair')).toBeVisible()

    await page.getByRole('button', { name: '… and 4 more in this list' }).click()
    const opened = page.getByRole('dialog', { name: 'Prices' })
    await expect(opened.locator('mark').filter({ hasText: 'Puncture repair' })).toBeInViewport()
    await expect(opened.getByText('Bottom bracket: 40 pounds')).toBeInViewport()
  })
}
